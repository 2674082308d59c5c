package health.polaris.telemetry.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.json.JsonMapper;

/**
 * A token built without a JWT library, because libraries reject the platform's short keys, and tests need invalid
 * tokens.
 */
public final class Jwt {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final Map<String, Object> header = new LinkedHashMap<>(Map.of("typ", "JWT"));
    private final Map<String, Object> claims = new LinkedHashMap<>();
    private final Map<String, Object> metadata = new LinkedHashMap<>();
    private String algorithm = "HS512";
    private Key key = secret("secret");

    public Jwt issuer(String issuer) {
        return claim("iss", issuer);
    }

    public Jwt audience(String audience) {
        return claim("aud", audience);
    }

    public Jwt expiry(Instant expiry) {
        return claim("exp", expiry.getEpochSecond());
    }

    /** Scopes, separated by spaces. */
    public Jwt scope(String scope) {
        return claim("scope", scope);
    }

    /** An id of the caller, such as {@code patient_id} or {@code clinician_id}. */
    public Jwt metadata(String name, Object value) {
        metadata.put(name, value);
        return claim("metadata", metadata);
    }

    public Jwt claim(String name, Object value) {
        claims.put(name, value);
        return this;
    }

    public Jwt without(String name) {
        claims.remove(name);
        return this;
    }

    public Jwt header(String name, Object value) {
        header.put(name, value);
        return this;
    }

    /** An algorithm of RFC 7518 section 3.1; HS512 by default. */
    public Jwt algorithm(String name) {
        algorithm = name;
        return this;
    }

    /** The shared secret; {@code secret} by default. */
    public Jwt key(String secret) {
        return key(secret(secret));
    }

    /** The key of the algorithm: a secret, or a private key. */
    public Jwt key(Key signing) {
        key = signing;
        return this;
    }

    /** The token for the {@code Authorization} header. */
    public String signed() {
        return signed(JSON.writeValueAsString(claims));
    }

    /** The token with the given content, which need not be JSON. */
    public String signed(String content) {
        header.putIfAbsent("alg", algorithm);
        String signed = base64(JSON.writeValueAsString(header)) + "." + base64(content);
        return signed + "." + BASE64.encodeToString(signature(signed));
    }

    public static String base64(String text) {
        return BASE64.encodeToString(text.getBytes(UTF_8));
    }

    private static Key secret(String text) {
        return new SecretKeySpec(text.getBytes(UTF_8), "HMAC");
    }

    private byte[] signature(String content) {
        try {
            return key instanceof PrivateKey privateKey ? asymmetric(privateKey, content) : hmac(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("cannot sign by " + algorithm, e);
        }
    }

    private byte[] hmac(String content) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA" + bits());
        mac.init(key);
        return mac.doFinal(content.getBytes(UTF_8));
    }

    private byte[] asymmetric(PrivateKey privateKey, String content) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(
                switch (algorithm.substring(0, 2)) {
                    case "RS" -> "SHA" + bits() + "withRSA";
                    case "PS" -> "RSASSA-PSS";
                    case "ES" -> "SHA" + bits() + "withECDSAinP1363Format";
                    default -> throw new GeneralSecurityException("no algorithm of key pairs");
                });
        if (algorithm.startsWith("PS")) {
            String hash = "SHA-" + bits();
            signature.setParameter(
                    new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), Integer.parseInt(bits()) / 8, 1));
        }
        signature.initSign(privateKey);
        signature.update(content.getBytes(UTF_8));
        return signature.sign();
    }

    private String bits() {
        return algorithm.substring(2);
    }
}
