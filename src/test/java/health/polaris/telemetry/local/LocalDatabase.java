package health.polaris.telemetry.local;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * A PostgreSQL of our own on this machine, with the one role and the one database that the service is given in production,
 * so that trying and testing the service needs no database server to be set up.
 */
public final class LocalDatabase implements AutoCloseable {
    private final boolean lasting;
    private final int port;
    private final DirectoryLock lock;
    private final PostgresCluster cluster;

    private LocalDatabase(Path directory, boolean lasting, int port) throws IOException {
        Path home = directory.toAbsolutePath().normalize();
        this.lasting = lasting;
        this.port = Ports.orAnyFree(port);
        this.lock = DirectoryLock.of(home);
        this.cluster = new PostgresCluster(home);
    }

    /** A database whose data stay in the directory; port 0 means any free one. The role and the database are made when missing. */
    public static LocalDatabase start(Path directory, int port, String name, String user, String password)
            throws IOException, SQLException {
        return new LocalDatabase(directory, true, port).started(name, user, password);
    }

    /** A new database, whose data go when it is closed. */
    public static LocalDatabase throwAway(Path directory, int port, String name, String user, String password)
            throws IOException, SQLException {
        return new LocalDatabase(directory, false, port).started(name, user, password);
    }

    private LocalDatabase started(String name, String user, String password) throws IOException, SQLException {
        cluster.stopLeftOver();
        if (!lasting) {
            cluster.delete();
        }
        cluster.initialise(lasting);
        cluster.start(port);
        try {
            new DatabaseOwner(name, user, password).in(this);
            return this;
        } catch (SQLException e) {
            close();
            throw e;
        }
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return port;
    }

    @Override
    public void close() throws IOException {
        cluster.stop();
        if (!lasting) {
            cluster.delete();
        }
        lock.close();
    }
}
