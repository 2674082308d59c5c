package health.polaris.telemetry.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A PostgreSQL server on this machine whose programs, data and log lie in one directory. It is worked by {@code pg_ctl},
 * which tells its own server from any other that may hold the port.
 */
final class PostgresCluster {
    static final String SUPERUSER = "postgres";

    private final Path data;
    private final Path log;
    private final Path bin;
    private final Account account;

    PostgresCluster(Path directory) throws IOException {
        data = directory.resolve("data");
        log = directory.resolve("postgres.log");
        bin = PostgresPrograms.unpackedIn(directory).resolve("bin");
        Files.deleteIfExists(log);
        account = Account.ableToRun(bin.resolve("postgres"), log);
    }

    /** Makes the data directory if there is none. In one that need not last, nothing waits for the disk. */
    void initialise(boolean lasting) throws IOException {
        if (Files.exists(data)) {
            return;
        }
        // it gets its final name when all is done, so that no half-made one is ever started
        Path unfinished = DirectoryTree.empty(data.resolveSibling("initialising"));
        Path password = Files.writeString(data.resolveSibling("password"), SUPERUSER);
        account.own(unfinished);
        run(
                "initdb",
                "--pgdata=" + unfinished,
                "--username=" + SUPERUSER,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--set=fsync=" + lasting,
                "--set=listen_addresses=127.0.0.1",
                "--set=unix_socket_directories=",
                "--set=timezone=UTC",
                "--set=log_timezone=UTC",
                lasting ? "--sync-method=fsync" : "--no-sync");
        Files.move(unfinished, data);
    }

    void start(String host, int port) throws IOException {
        account.own(data);
        String options = "-p " + port + " -c listen_addresses=" + host;
        run("pg_ctl", "start", "--pgdata=" + data, "--log=" + log, "--wait", "--options=" + options);
    }

    /** Makes this a standby of the cluster, which must not be running, by a copy of its data. */
    void follow(PostgresCluster primary, String connection) throws IOException {
        DirectoryTree.copy(primary.data, data);
        Files.writeString(data.resolve("standby.signal"), "");
        Files.writeString(
                data.resolve("postgresql.auto.conf"),
                "primary_conninfo = '" + connection + "'\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    void promote() throws IOException {
        run("pg_ctl", "promote", "--pgdata=" + data, "--wait");
    }

    /** The processes of the running server, the first of which started the others. */
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
     * A server of ours may have outlived a run that was killed: it is stopped. If its process id belongs to something else
     * by now, its note of that id is void.
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

    /** The process whose id the server, when it started, has noted; it may be gone. */
    private Optional<ProcessHandle> noted() throws IOException {
        return ProcessHandle.of(Long.parseLong(Files.readAllLines(note()).get(0).strip()));
    }

    private Path note() {
        return data.resolve("postmaster.pid");
    }

    private void run(String program, String... arguments) throws IOException {
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
