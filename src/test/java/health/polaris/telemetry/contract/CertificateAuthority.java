package health.polaris.telemetry.contract;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate authority with its own key. The JDK's keytool creates keys and certificates, in one key store. */
public final class CertificateAuthority {
    private static final String PASSWORD = "changeit";
    private static final String NAME = "authority";

    private final Path directory;
    private final Path store;

    /** Creates the authority and its files in a directory. */
    public CertificateAuthority(Path directory) throws IOException, InterruptedException {
        this.directory = Files.createDirectories(directory);
        this.store = directory.resolve("authority.p12");
        keytool("-alias", NAME, "-dname", "CN=" + directory.getFileName(), "-ext", "bc:critical");
    }

    /** The authority's certificate, in PEM. */
    public Path certificate() throws IOException, GeneralSecurityException {
        return pem(NAME);
    }

    /** A context that trusts the certificates of this authority, and no others. */
    public SSLContext trust() throws IOException, GeneralSecurityException {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(NAME, load().getCertificate(NAME));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    /** Issues a certificate for a host name and this machine's loopback address, valid for a day. */
    public void issue(String host) throws IOException, InterruptedException {
        issue(host, "san=dns:" + host + ",ip:127.0.0.1", "+0d");
    }

    /** Issues a certificate for a host name only. */
    public void issueWithoutAddress(String host) throws IOException, InterruptedException {
        issue(host, "san=dns:" + host, "+0d");
    }

    /** Issues a certificate that expired nine days ago. */
    public void issueExpired(String host) throws IOException, InterruptedException {
        issue(host, "san=dns:" + host + ",ip:127.0.0.1", "-10d");
    }

    private void issue(String host, String names, String start) throws IOException, InterruptedException {
        keytool("-alias", host, "-dname", "CN=" + host, "-signer", NAME, "-ext", names, "-startdate", start);
    }

    /** The certificate of a host, in PEM. */
    public Path pem(String host) throws IOException, GeneralSecurityException {
        byte[] certificate = load().getCertificate(host).getEncoded();
        return Files.writeString(directory.resolve(host + ".crt"), pem("CERTIFICATE", certificate));
    }

    /** The key of a host as PKCS #8, in PEM. */
    public Path pemKey(String host) throws IOException, GeneralSecurityException {
        return Files.writeString(
                directory.resolve(host + ".key"), pem("PRIVATE KEY", key(host).getEncoded()));
    }

    /** The key of a host as PKCS #8, in DER. */
    public Path derKey(String host) throws IOException, GeneralSecurityException {
        Path file = Files.write(directory.resolve(host + ".pk8"), key(host).getEncoded());
        // the PostgreSQL driver accepts no other permissions
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    /** A PKCS #12 key store with the key and certificate of each host, under its name. */
    public Path keyStore(String password, String... hosts) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        for (String host : hosts) {
            Certificate[] chain = load().getCertificateChain(host);
            keys.setKeyEntry(host, key(host), password.toCharArray(), chain);
        }
        Path file = directory.resolve(String.join("-", hosts) + ".p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            keys.store(out, password.toCharArray());
        }
        return file;
    }

    private Key key(String host) throws IOException, GeneralSecurityException {
        return load().getKey(host, PASSWORD.toCharArray());
    }

    private KeyStore load() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(store)) {
            keys.load(file, PASSWORD.toCharArray());
        }
        return keys;
    }

    private static String pem(String type, byte[] content) {
        String text = Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(content);
        return "-----BEGIN " + type + "-----\n" + text + "\n-----END " + type + "-----\n";
    }

    private void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-validity",
                "1",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD));
        command.addAll(Arrays.asList(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), US_ASCII);
        if (process.waitFor() != 0) {
            throw new IllegalStateException(command + ": " + output);
        }
    }
}
