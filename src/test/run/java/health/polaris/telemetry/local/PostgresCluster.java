package health.polaris.telemetry.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A local PostgreSQL server with programs, data and log in one directory. Controlled with {@code pg_ctl}, which
 * distinguishes its own server from any other on the port.
 */
final class PostgresCluster {
    static final String SUPERUSER = "postgres";

    private final Path data;
    private final Path log;
    private final Path bin;
    private final PostgresAccount account;
    private final List<String> initialisation;

    /** A server with the programs of the Maven artifact. */
    PostgresCluster(Path directory) throws IOException {
        this(
                directory,
                PostgresPrograms.unpackedIn(directory).resolve("bin"),
                List.of("--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
    }

    /**
     * A server with these programs.
     *
     * @param initialisation additional options of {@code initdb}
     */
    PostgresCluster(Path directory, Path bin, List<String> initialisation) throws IOException {
        this.data = directory.resolve("data");
        this.log = directory.resolve("postgres.log");
        this.bin = bin;
        this.initialisation = initialisation;
        Files.createDirectories(directory);
        Files.deleteIfExists(log);
        account = PostgresAccount.ableToRun(bin.resolve("postgres"), log);
    }

    /** Creates the data directory if missing. A non-persistent one skips synchronous writes. */
    void initialise(boolean lasting) throws IOException {
        if (Files.exists(data)) {
            return;
        }
        // renamed at the end, so that an incomplete directory is never started
        Path unfinished = DirectoryTree.empty(data.resolveSibling("initialising"));
        Path password = Files.writeString(data.resolveSibling("password"), SUPERUSER);
        account.takeOwnership(unfinished);
        Stream<String> options = Stream.of(
                "--pgdata=" + unfinished,
                "--username=" + SUPERUSER,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C");
        Stream<String> synchronisation = lasting ? Stream.empty() : Stream.of("--no-sync");
        run(
                "initdb",
                Stream.of(options, initialisation.stream(), synchronisation)
                        .flatMap(part -> part)
                        .toArray(String[]::new));
        List<String> settings = List.of(
                "fsync = " + (lasting ? "on" : "off"),
                "listen_addresses = '127.0.0.1'",
                "unix_socket_directories = ''",
                "timezone = 'UTC'",
                "log_timezone = 'UTC'");
        Files.write(unfinished.resolve("postgresql.conf"), settings, StandardOpenOption.APPEND);
        Files.move(unfinished, data);
    }

    void start(String host, int port) throws IOException {
        account.takeOwnership(data);
        String options = "-p " + port + " -c listen_addresses=" + host;
        run("pg_ctl", "start", "--pgdata=" + data, "--log=" + log, "--wait", "--options=" + options);
    }

    /** Makes this cluster, which must be stopped, a standby with a copy of the primary's data. */
    void follow(PostgresCluster primary, String connection) throws IOException {
        DirectoryTree.copy(primary.data, data);
        Files.writeString(data.resolve("standby.signal"), "");
        configure("primary_conninfo = '" + connection + "'\n");
    }

    /** Sets up TLS, and client certificates for a database. Effective from the next start. */
    void useTls(String database, Path certificate, Path key, Path authority) throws IOException {
        Files.copy(certificate, data.resolve("server.crt"), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(authority, data.resolve("root.crt"), StandardCopyOption.REPLACE_EXISTING);
        Path copy = Files.copy(key, data.resolve("server.key"), StandardCopyOption.REPLACE_EXISTING);
        Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(data.resolve("pg_hba.conf"), """
                hostssl %s all 127.0.0.1/32 scram-sha-256 clientcert=verify-ca
                host postgres all 127.0.0.1/32 scram-sha-256
                """.formatted(database));
        configure("ssl = on\nssl_ca_file = 'root.crt'\n");
    }

    void useNoTls() throws IOException {
        configure("ssl = off\n");
    }

    private void configure(String settings) throws IOException {
        Files.writeString(
                data.resolve("postgresql.auto.conf"), settings, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    void promote() throws IOException {
        run("pg_ctl", "promote", "--pgdata=" + data, "--wait");
    }

    /** The processes of the running server, starting with the parent. */
    List<ProcessHandle> processes() throws IOException {
        ProcessHandle postmaster = noted().orElseThrow();
        return Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
    }

    void stop() throws IOException {
        run("pg_ctl", "stop", "--pgdata=" + data, "--mode=fast", "--wait");
    }

    void delete() throws IOException {
        DirectoryTree.delete(data);
    }

    /**
     * Stops a server left over from a killed run. The recorded process id is ignored if it belongs to another program
     * by now.
     */
    void stopLeftOver() throws IOException {
        Path note = note();
        if (Files.notExists(note)) {
            return;
        }
        ProcessHandle process = noted().orElse(null);
        if (process == null) {
            return;
        }
        if (List.of(process.info().arguments().orElse(new String[0])).contains(data.toString())) {
            stop();
        } else {
            Files.delete(note);
        }
    }

    /** The process with the recorded id, if it still exists. */
    private Optional<ProcessHandle> noted() throws IOException {
        return ProcessHandle.of(Long.parseLong(Files.readAllLines(note()).get(0).strip()));
    }

    private Path note() {
        return data.resolve("postmaster.pid");
    }

    /** Runs a program to its end. */
    void run(String program, String... arguments) throws IOException {
        Command command = new Command(log, bin.resolve(program), arguments);
        if (!command.after(account.prefix()).succeeds()) {
            throw new LocalFailure("PostgreSQL's " + program + " failed, see " + log + ", which ends:\n" + endOfLog());
        }
    }

    private String endOfLog() throws IOException {
        List<String> lines = Files.readAllLines(log);
        return lines.stream().skip(Math.max(0, lines.size() - 5)).collect(Collectors.joining("\n"));
    }
}
