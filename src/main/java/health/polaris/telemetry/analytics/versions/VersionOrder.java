package health.polaris.telemetry.analytics.versions;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.maven.artifact.versioning.ComparableVersion;

/** Orders versions by their numbers: 1.10 after 1.9, a pre-release before its release. A leading v is ignored. */
public final class VersionOrder implements Comparator<String> {
    public static final VersionOrder OLDEST_FIRST = new VersionOrder();

    /** Later characters are ignored when versions are compared. */
    private static final int MAX_COMPARED_CHARACTERS = 100;

    private VersionOrder() {}

    /** Sorts versions, oldest first. Each text is parsed once. */
    static List<String> sorted(Stream<String> texts) {
        return texts.map(Version::of).sorted().map(Version::text).toList();
    }

    /** Returns the versions below another. Different spellings of the same version are equal. */
    static List<String> below(String version, Stream<String> texts) {
        ComparableVersion number = Version.of(version).number();
        return texts.map(Version::of)
                .filter(candidate -> candidate.number().compareTo(number) < 0)
                .map(Version::text)
                .toList();
    }

    /** Sorts different spellings of the same version as text. */
    @Override
    public int compare(String one, String other) {
        return Version.of(one).compareTo(Version.of(other));
    }

    private record Version(String text, ComparableVersion number) implements Comparable<Version> {
        static Version of(String text) {
            String plain = text.strip().replaceFirst("^[vV](?=[0-9])", "");
            return new Version(
                    text, new ComparableVersion(plain.substring(0, Math.min(plain.length(), MAX_COMPARED_CHARACTERS))));
        }

        @Override
        public int compareTo(Version other) {
            int byNumber = number.compareTo(other.number);
            return byNumber != 0 ? byNumber : text.compareTo(other.text);
        }
    }
}
