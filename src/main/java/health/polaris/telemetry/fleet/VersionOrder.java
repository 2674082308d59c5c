package health.polaris.telemetry.fleet;

import java.util.Comparator;
import org.apache.maven.artifact.versioning.ComparableVersion;

/** Versions as people count them: 1.10 after 1.9, a pre-release before its release, a leading v of no account. */
final class VersionOrder implements Comparator<String> {
    static final VersionOrder OLDEST_FIRST = new VersionOrder();

    /** What comes after so many characters is no version any more. */
    private static final int LONGEST = 100;

    private VersionOrder() {}

    /** Texts that stand for the same version are in the order of their characters. */
    @Override
    public int compare(String one, String other) {
        int byVersion = version(one).compareTo(version(other));
        return byVersion != 0 ? byVersion : one.compareTo(other);
    }

    /** Whether a version comes before another, however they are spelled. */
    boolean isBelow(String one, String other) {
        return version(one).compareTo(version(other)) < 0;
    }

    private static ComparableVersion version(String text) {
        String plain = text.strip().replaceFirst("^[vV](?=[0-9])", "");
        return new ComparableVersion(plain.substring(0, Math.min(plain.length(), LONGEST)));
    }
}
