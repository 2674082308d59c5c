package health.polaris.telemetry.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The operating system account of PostgreSQL's programs, which refuse to run as root: the current user, or for root on
 * Linux an unprivileged id in a user namespace. Where namespaces are forbidden, as in most containers, root becomes
 * the user <em>nobody</em> with the capability to traverse directories like {@code /root}.
 *
 * @param prefix the command prefix that switches to the account
 * @param owner the user id that must own the data directory
 */
record PostgresAccount(List<String> prefix, int owner) {
    private static final int ROOT = 0;
    private static final int NOBODY = 65534;
    private static final PostgresAccount OURS = new PostgresAccount(List.of(), ROOT);
    private static final List<PostgresAccount> FOR_ROOT = List.of(
            new PostgresAccount(List.of("unshare", "--user"), ROOT),
            new PostgresAccount(
                    List.of(
                            "setpriv",
                            "--reuid=" + NOBODY,
                            "--regid=" + NOBODY,
                            "--clear-groups",
                            "--inh-caps=+dac_override",
                            "--ambient-caps=+dac_override",
                            // otherwise access(2), which PostgreSQL uses to check its own programs, would ignore the
                            // capability
                            "--securebits=+no_setuid_fixup"),
                    NOBODY));

    /** The first account that can execute the program. */
    static PostgresAccount ableToRun(Path program, Path log) throws IOException {
        if (!isRoot()) {
            return OURS;
        }
        Command test = new Command(log, Path.of("test"), "-x", program.toString());
        for (PostgresAccount account : FOR_ROOT) {
            if (test.after(account.prefix).succeeds()) {
                return account;
            }
        }
        throw new LocalFailure("PostgreSQL does not run as root, and switching to another account failed (see " + log
                + "): run this as another user, or set DATABASE_HOST to use a database of yours.");
    }

    /** Makes this account the owner of the files. */
    void takeOwnership(Path files) throws IOException {
        if (isRoot()) {
            DirectoryTree.giveTo(owner, files);
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root")
                && System.getProperty("os.name").equals("Linux");
    }
}
