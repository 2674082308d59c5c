package health.polaris.telemetry.fuzz;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Random Unicode text, with lengths in code points. */
final class Texts {
    /**
     * Error-prone ranges: ASCII, controls, accents, combining marks, right-to-left, punctuation, CJK, private use,
     * specials, emoji.
     */
    private static final List<int[]> RANGES = List.of(
            new int[] {0x20, 0x7E},
            new int[] {0x20, 0x7E},
            new int[] {0x01, 0x1F},
            new int[] {0x7F, 0xFF},
            new int[] {0x100, 0x24F},
            new int[] {0x300, 0x36F},
            new int[] {0x590, 0x6FF},
            new int[] {0x2000, 0x206F},
            new int[] {0x4E00, 0x9FFF},
            new int[] {0xE000, 0xE0FF},
            new int[] {0xFE00, 0xFFFF},
            new int[] {0x1F300, 0x1FAFF},
            new int[] {0x10FF00, 0x10FFFF});

    private static final int USUAL = 40;
    private static final int LONG = 3000;

    private final RandomGenerator random;

    Texts(RandomGenerator random) {
        this.random = random;
    }

    /** A text whose length is one of the bounds or between them. Without an upper bound, it is sometimes long. */
    String between(int min, int max) {
        int longest = Math.min(max, random.nextInt(20) == 0 ? LONG : Math.max(min, USUAL));
        int length =
                switch (random.nextInt(6)) {
                    case 0 -> min;
                    case 1 -> longest;
                    default -> random.nextInt(min, longest + 1);
                };
        return of(length, point -> true);
    }

    String of(int length, IntPredicate fit) {
        int[] only = random.nextBoolean() ? RANGES.get(0) : new int[0];
        return IntStream.generate(() -> {
                    int[] range = only.length == 0 ? RandomChoice.of(RANGES, random) : only;
                    return random.nextInt(range[0], range[1] + 1);
                })
                .filter(fit)
                .limit(length)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /**
     * Text for a path segment. Excludes slashes and control characters, which the service rejects, backslashes, which
     * servers reject, dot segments, and a leading semicolon, which Open Liberty rejects.
     */
    String id(int max) {
        String id = of(random.nextInt(1, max + 1), point -> !Character.isISOControl(point) && "/\\".indexOf(point) < 0);
        return id.matches("(?s)\\.*(;.*)?") ? "x" : id;
    }

    /** Printable ASCII, valid in a header. */
    String printable(int length) {
        return IntStream.generate(() -> random.nextInt(0x21, 0x7F))
                .limit(length)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }
}
