package health.polaris.telemetry.fuzz;

import java.util.List;
import java.util.function.IntPredicate;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Text of any characters that Unicode has, counted in code points. */
final class Texts {
    /** Ranges that have been somebody's fault before: plain, controls, accents, right-to-left, marks, specials, emoji, rare. */
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

    /** One of the bounds, or any length between them; without an upper bound a long one at times. */
    String between(int least, int most) {
        int longest = Math.min(most, random.nextInt(20) == 0 ? LONG : Math.max(least, USUAL));
        int length =
                switch (random.nextInt(6)) {
                    case 0 -> least;
                    case 1 -> longest;
                    default -> random.nextInt(least, longest + 1);
                };
        return of(length, point -> true);
    }

    String of(int length, IntPredicate fit) {
        int[] only = random.nextBoolean() ? RANGES.get(0) : new int[0];
        return IntStream.generate(() -> {
                    int[] range = only.length == 0 ? Choice.of(RANGES, random) : only;
                    return random.nextInt(range[0], range[1] + 1);
                })
                .filter(fit)
                .limit(length)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /**
     * Text for the path: no slash and no control character, which the service says it refuses, and no backslash, which
     * servers refuse. Dots alone would be another path, and a semicolon first is what Open Liberty refuses.
     */
    String id(int most) {
        String id =
                of(random.nextInt(1, most + 1), point -> !Character.isISOControl(point) && "/\\".indexOf(point) < 0);
        return id.matches("(?s)\\.*(;.*)?") ? "x" : id;
    }

    /** Text that a header can carry as it is. */
    String printable(int length) {
        return IntStream.generate(() -> random.nextInt(0x21, 0x7F))
                .limit(length)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }
}
