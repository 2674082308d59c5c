package health.polaris.telemetry.analytics.versions;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.artifact.versioning.ComparableVersion;

/** Versions as people count them: 1.10 after 1.9, a pre-release before its release, a leading v of no account. */
public final class VersionOrder implements Comparator<String> {
    public static final VersionOrder OLDEST_FIRST = new VersionOrder();

    /** What comes after so many characters is no version any more. */
    private static final int LONGEST = 100;

    private VersionOrder() {}

    /** Oldest first. Each text is parsed once. */
    static List<String> sorted(Stream<String> texts) {
        return texts.map(Version::of).sorted().map(Version::text).toList();
    }

    /** Those that come before a version, however they are spelled. */
    static List<String> below(String version, Stream<String> texts) {
        ComparableVersion limit = Version.of(version).number();
        return texts.map(Version::of)
                .filter(one -> one.number().compareTo(limit) < 0)
                .map(Version::text)
                .toList();
    }

    /** Texts that stand for the same version are in the order of their characters. */
    @Override
    public int compare(String one, String other) {
        return Version.of(one).compareTo(Version.of(other));
    }

    private record Version(String text, ComparableVersion number) implements Comparable<Version> {
        static Version of(String text) {
            String plain = text.strip().replaceFirst("^[vV](?=[0-9])", "");
            return new Version(text, new ComparableVersion(plain.substring(0, Math.min(plain.length(), LONGEST))));
        }

        @Override
        public int compareTo(Version other) {
            int byNumber = number.compareTo(other.number);
            return byNumber != 0 ? byNumber : text.compareTo(other.text);
        }
    }
}
