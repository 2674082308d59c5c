package health.polaris.telemetry.search;

import health.polaris.telemetry.http.problem.ProblemException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Orders versions by the precedence of Semantic Versioning 2.0.0: by numbers, and a pre-release before its release. Unlike
 * a library for Semantic Versioning, it reads any number of parts, a leading v, and a build number in parentheses, which
 * decides between otherwise equal versions. Texts that cannot be read come first.
 */
public final class VersionOrder implements Comparator<String> {
    public static final VersionOrder OLDEST_FIRST = new VersionOrder();

    private static final String NUMBERS = "^[ \\t\\r\\n]*[vV]?([0-9]+(\\.[0-9]+)*)";
    private static final String PRE_RELEASE = "(-([0-9A-Za-z-]+(\\.[0-9A-Za-z-]+)*))?";
    private static final String BUILD = "(\\+[0-9A-Za-z.-]+)?[ \\t]*(\\(([0-9]+)\\))?[ \\t\\r\\n]*$";

    /** A readable version, as a regular expression of both Java and PostgreSQL. */
    public static final String READABLE = NUMBERS + PRE_RELEASE + BUILD;

    /** A readable version that is no pre-release. The first group has its numbers. */
    public static final String RELEASE = NUMBERS + BUILD;

    private static final Pattern PATTERN = Pattern.compile(READABLE);

    /** Figures omit longer versions. */
    private static final int MAX_CHARACTERS = 256;

    private VersionOrder() {}

    public static boolean isReadable(String text) {
        return Version.of(text).isPresent();
    }

    /** Sorts versions, oldest first. Each text is parsed once. */
    public static List<String> sorted(Collection<String> texts) {
        return texts.stream().map(Entry::of).sorted().map(Entry::text).toList();
    }

    /** Returns the readable versions below another. Different spellings of the same version are equal. */
    public static List<String> below(String version, Stream<String> texts) {
        Version limit = Version.of(version).orElseThrow();
        return texts.filter(text ->
                        Version.of(text).filter(one -> one.compareTo(limit) < 0).isPresent())
                .toList();
    }

    /** Returns the readable versions that are not below another. */
    static List<String> from(String version, Stream<String> texts) {
        Version limit = Version.of(version).orElseThrow();
        return texts.filter(text -> Version.of(text)
                        .filter(one -> one.compareTo(limit) >= 0)
                        .isPresent())
                .toList();
    }

    /**
     * Returns a version that can be compared.
     *
     * @param name the parameter that has it
     * @throws ProblemException with 400 for another text
     */
    public static String readable(String name, String version) {
        if (Version.of(version).isEmpty()) {
            throw ProblemException.badRequest(name + ": must be a version such as 1.10, 2.0.0-beta.1 or 1.2.3 (456).");
        }
        return version;
    }

    /** Sorts different spellings of the same version as text. */
    @Override
    public int compare(String one, String other) {
        return Entry.of(one).compareTo(Entry.of(other));
    }

    private record Entry(String text, Optional<Version> version) implements Comparable<Entry> {
        private static final Comparator<Entry> ORDER = Comparator.comparing(
                        (Entry entry) -> entry.version().orElse(null), Comparator.nullsFirst(Comparator.naturalOrder()))
                .thenComparing(Entry::text);

        static Entry of(String text) {
            return new Entry(text, Version.of(text));
        }

        @Override
        public int compareTo(Entry other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * A parsed version.
     *
     * @param numbers without trailing zeros
     * @param preRelease the identifiers of a pre-release; empty for a release
     * @param build the number in parentheses; 0 if there is none
     */
    private record Version(List<BigInteger> numbers, List<String> preRelease, BigInteger build)
            implements Comparable<Version> {
        static Optional<Version> of(String text) {
            Matcher parts = PATTERN.matcher(text);
            if (text.length() > MAX_CHARACTERS || !parts.matches()) {
                return Optional.empty();
            }
            return Optional.of(new Version(
                    numbers(parts.group(1)),
                    parts.group(4) == null ? List.of() : List.of(parts.group(4).split("\\.", -1)),
                    parts.group(8) == null ? BigInteger.ZERO : new BigInteger(parts.group(8))));
        }

        private static List<BigInteger> numbers(String text) {
            List<BigInteger> numbers =
                    Arrays.stream(text.split("\\.", -1)).map(BigInteger::new).toList();
            int length = numbers.size();
            while (length > 0 && numbers.get(length - 1).signum() == 0) {
                length--;
            }
            return numbers.subList(0, length);
        }

        /** Numeric identifiers are compared as numbers, and are below others, which are compared as ASCII text. */
        private static int compareIdentifiers(String one, String other) {
            boolean numeric = isNumeric(one);
            if (numeric != isNumeric(other)) {
                return numeric ? -1 : 1;
            }
            return numeric ? new BigInteger(one).compareTo(new BigInteger(other)) : one.compareTo(other);
        }

        private static boolean isNumeric(String identifier) {
            return identifier.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        }

        /** Compares the first elements that differ. A list is below a longer one that starts with it. */
        private static <T> int compare(List<T> one, List<T> other, Comparator<T> elements) {
            for (int at = 0; at < Math.min(one.size(), other.size()); at++) {
                int order = elements.compare(one.get(at), other.get(at));
                if (order != 0) {
                    return order;
                }
            }
            return Integer.compare(one.size(), other.size());
        }

        @Override
        public int compareTo(Version other) {
            int byNumbers = compare(numbers, other.numbers, Comparator.naturalOrder());
            if (byNumbers != 0) {
                return byNumbers;
            }
            if (preRelease.isEmpty() != other.preRelease.isEmpty()) {
                return preRelease.isEmpty() ? 1 : -1;
            }
            int byPreRelease = compare(preRelease, other.preRelease, Version::compareIdentifiers);
            return byPreRelease != 0 ? byPreRelease : build.compareTo(other.build);
        }
    }
}
