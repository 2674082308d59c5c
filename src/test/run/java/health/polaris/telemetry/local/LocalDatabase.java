package health.polaris.telemetry.local;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * A local PostgreSQL with one database and one role, as the service has in production, so that running and testing it
 * needs no set-up. Tests can simulate failures of it.
 */
public final class LocalDatabase implements AutoCloseable {
    /** The maintenance database of every server. */
    static final String ADMINISTRATION = "postgres";

    private static final String LOOPBACK = "127.0.0.1";

    private final boolean kept;
    private final boolean durable;
    private final String host;
    private final int port;
    private final DirectoryLock lock;
    private final PostgresCluster cluster;

    private LocalDatabase(Path directory, boolean kept, boolean durable, String host, int port) throws IOException {
        Path home = directory.toAbsolutePath().normalize();
        this.kept = kept;
        this.durable = durable;
        this.host = host;
        this.port = Ports.orAnyFree(port);
        this.lock = DirectoryLock.of(home);
        this.cluster = new PostgresCluster(home);
    }

    private LocalDatabase(Path directory, Path programs) throws IOException {
        Path home = directory.toAbsolutePath().normalize();
        this.kept = false;
        this.durable = false;
        this.host = LOOPBACK;
        this.port = Ports.orAnyFree(0);
        this.lock = DirectoryLock.of(home);
        this.cluster = new PostgresCluster(home, programs, List.of());
    }

    /**
     * Starts a database with persistent data in the directory; port 0 selects a free one. Creates the role and the
     * database if missing.
     */
    public static LocalDatabase start(Path directory, int port, String name, String user, String password)
            throws IOException, SQLException {
        return new LocalDatabase(directory, true, true, LOOPBACK, port).started(name, user, password);
    }

    /** Starts a new database, whose data are deleted on close. */
    public static LocalDatabase throwAway(Path directory, int port, String name, String user, String password)
            throws IOException, SQLException {
        return new LocalDatabase(directory, false, false, LOOPBACK, port).started(name, user, password);
    }

    /** Starts a new database with synchronous writes to disk, like a persistent one. Its data are deleted on close. */
    public static LocalDatabase durable(Path directory, int port, String name, String user, String password)
            throws IOException, SQLException {
        return new LocalDatabase(directory, false, true, LOOPBACK, port).started(name, user, password);
    }

    /**
     * Starts a new database with installed programs, whose data are deleted on close.
     *
     * @param programs the directory of the programs
     */
    public static LocalDatabase installed(Path directory, Path programs, String name, String user, String password)
            throws IOException, SQLException {
        return new LocalDatabase(directory, programs).started(name, user, password);
    }

    private LocalDatabase started(String name, String user, String password) throws IOException, SQLException {
        cluster.stopLeftOver();
        if (!kept) {
            cluster.delete();
        }
        cluster.initialise(durable);
        cluster.start(host, port);
        try {
            new DatabaseOwner(name, user, password).in(this);
            return this;
        } catch (SQLException e) {
            close();
            throw e;
        }
    }

    /**
     * Creates a standby at the same port of another loopback address. From then on, commits wait until the standby has
     * written them to disk.
     */
    public LocalDatabase standby(Path directory, String address) throws IOException, SQLException {
        LocalDatabase standby = new LocalDatabase(directory, false, true, address, port);
        standby.cluster.stopLeftOver();
        standby.cluster.delete();
        cluster.stop();
        standby.cluster.follow(
                cluster,
                "host=" + host + " port=" + port + " user=" + PostgresCluster.SUPERUSER + " password="
                        + PostgresCluster.SUPERUSER + " application_name=standby");
        cluster.start(host, port);
        standby.cluster.start(address, port);
        administer(ADMINISTRATION, "alter system set synchronous_standby_names = 'standby'");
        administer(ADMINISTRATION, "select pg_reload_conf()");
        return standby;
    }

    /**
     * Restarts the server with TLS. Its database then accepts clients only with TLS and a certificate of the authority.
     *
     * @param database the database of the clients; the superuser needs no certificate elsewhere
     * @param certificate the server's certificate, in PEM
     * @param key its key, in PEM
     * @param authority the certificate of the authority, in PEM
     */
    public void restartWithTls(String database, Path certificate, Path key, Path authority) throws IOException {
        cluster.stop();
        cluster.useTls(database, certificate, key, authority);
        cluster.start(host, port);
    }

    /** Restarts the server without TLS. */
    public void restartWithoutTls() throws IOException {
        cluster.stop();
        cluster.useNoTls();
        cluster.start(host, port);
    }

    /** Promotes a standby to primary. */
    public void promote() throws IOException {
        cluster.promote();
    }

    public String host() {
        return host;
    }

    public int port() {
        return port;
    }

    /** Executes a statement as superuser. */
    public void administer(String database, String statement) throws SQLException {
        try (Connection connection = asSuperuser(database).getConnection();
                Statement open = connection.createStatement()) {
            open.execute(statement);
        }
    }

    /** Runs a client program of PostgreSQL to its end, with a database, to which it connects as superuser. */
    public void run(String program, String database, String... arguments) throws IOException {
        String connection =
                "--dbname=postgresql://%s:%1$s@%s:%s/%s".formatted(PostgresCluster.SUPERUSER, host, port, database);
        cluster.run(
                program,
                Stream.concat(Stream.of(connection), Stream.of(arguments)).toArray(String[]::new));
    }

    DataSource asSuperuser(String database) {
        return new DatabaseLogin(host, port, database, PostgresCluster.SUPERUSER, PostgresCluster.SUPERUSER).source();
    }

    /** Kills all processes at once, like a power failure. */
    public void kill() throws IOException {
        List<ProcessHandle> processes = cluster.processes();
        processes.forEach(ProcessHandle::destroyForcibly);
        processes.forEach(process -> process.onExit().join());
    }

    /** Shuts down in an orderly way. */
    public void stop() throws IOException {
        cluster.stop();
    }

    public void restart() throws IOException {
        cluster.start(host, port);
    }

    /** Suspends all processes: connections stay open and new ones are accepted, without any response. */
    public void silence() throws IOException {
        signal("-STOP");
    }

    public void resume() throws IOException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException {
        List<String> ids = cluster.processes().stream()
                .map(process -> Long.toString(process.pid()))
                .toList();
        Process kill = new ProcessBuilder(
                        Stream.concat(Stream.of("kill", signal), ids.stream()).toList())
                .inheritIO()
                .start();
        kill.onExit().join();
    }

    @Override
    public void close() throws IOException {
        cluster.stopLeftOver();
        if (!kept) {
            cluster.delete();
        }
        lock.close();
    }
}
