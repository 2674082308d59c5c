package health.polaris.telemetry.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The account that PostgreSQL's programs run under, because they refuse to be run by root: whoever started us, unless that
 * is root on Linux. Root steps into a user namespace, where it is nobody in particular. Where that is forbidden, as it is in
 * most containers, root becomes the user <em>nobody</em> with the right to pass directories like {@code /root}.
 *
 * @param prefix what is put before a command
 * @param owner the user id that must own the data directory
 */
record Account(List<String> prefix, int owner) {
    private static final int ROOT = 0;
    private static final int NOBODY = 65534;
    private static final Account OURS = new Account(List.of(), ROOT);
    private static final List<Account> FOR_ROOT = List.of(
            new Account(List.of("unshare", "--user"), ROOT),
            new Account(
                    List.of(
                            "setpriv",
                            "--reuid=" + NOBODY,
                            "--regid=" + NOBODY,
                            "--clear-groups",
                            "--inh-caps=+dac_override",
                            "--ambient-caps=+dac_override",
                            // or access(2), which PostgreSQL asks about its own programs, would not know of that right
                            "--securebits=+no_setuid_fixup"),
                    NOBODY));

    /** The first account that may execute the given program. */
    static Account ableToRun(Path program, Path log) throws IOException {
        if (!isRoot()) {
            return OURS;
        }
        Command test = new Command(log, Path.of("test"), "-x", program.toString());
        for (Account account : FOR_ROOT) {
            if (test.after(account.prefix).succeeds()) {
                return account;
            }
        }
        throw new LocalFailure("PostgreSQL does not run as root, and root cannot lay down its rights here (see " + log
                + "): run this as another user, or set DATABASE_HOST to use a database of yours.");
    }

    /** Makes the files those of this account. */
    void own(Path files) throws IOException {
        if (isRoot()) {
            DirectoryTree.giveTo(owner, files);
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root")
                && System.getProperty("os.name").equals("Linux");
    }
}
