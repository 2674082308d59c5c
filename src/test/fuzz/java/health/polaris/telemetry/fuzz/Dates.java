package health.polaris.telemetry.fuzz;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.random.RandomGenerator;

/** Valid and invalid date-times. */
final class Dates {
    private static final long FIRST = LocalDateTime.of(1583, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC);
    private static final long LAST = LocalDateTime.of(9999, 12, 30, 0, 0).toEpochSecond(ZoneOffset.UTC);
    private static final long NEAR = 3_000_000_000L;
    private static final int MAX_OFFSET_MINUTES = 18 * 60;
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

    private final RandomGenerator random;

    Dates(RandomGenerator random) {
        this.random = random;
    }

    /** Any time since the start of the Gregorian calendar, with any offset and zero to nine decimals. */
    String any() {
        return local() + decimals() + offset();
    }

    /** A text that is not a date-time, an impossible date-time, or one without an offset. */
    String none() {
        String good = local();
        return switch (random.nextInt(14)) {
            case 0 -> good;
            case 1 -> good + decimals() + "+18:0" + random.nextInt(1, 10);
            case 2 -> good.substring(0, 10);
            case 3 -> good.substring(0, 5) + "13" + good.substring(7) + offset();
            case 4 -> good.substring(0, 8) + "32" + good.substring(10) + offset();
            case 5 -> good.substring(0, 11) + "24" + good.substring(13) + offset();
            case 6 -> good.substring(0, 14) + "60" + good.substring(16) + offset();
            case 7 -> "2019-02-29" + good.substring(10) + offset();
            case 8 -> "0000" + good.substring(4) + offset();
            case 9 -> "1" + good + offset();
            case 10 -> "-" + good + offset();
            case 11 -> good + "." + "1".repeat(random.nextInt(10, 30)) + offset();
            case 12 -> good + offset() + "[Europe/Paris]";
            default -> good.substring(0, random.nextInt(good.length()));
        };
    }

    private String local() {
        long from = random.nextBoolean() ? FIRST : -NEAR;
        long to = from == FIRST ? LAST : NEAR;
        return SECONDS.format(LocalDateTime.ofEpochSecond(random.nextLong(from, to), 0, ZoneOffset.UTC));
    }

    private String decimals() {
        int digits = random.nextInt(10);
        return digits == 0
                ? ""
                : "."
                        + Integer.toString(random.nextInt(1_000_000_000, 2_000_000_000))
                                .substring(10 - digits);
    }

    private String offset() {
        int minutes = random.nextInt(-MAX_OFFSET_MINUTES, MAX_OFFSET_MINUTES + 1);
        return switch (random.nextInt(5)) {
            case 0 -> "Z";
            case 1 -> random.nextBoolean() ? "+00:00" : "-00:00";
            default -> (minutes < 0 ? "-" : "+") + two(Math.abs(minutes) / 60) + ":" + two(Math.abs(minutes) % 60);
        };
    }

    private static String two(int number) {
        return (number < 10 ? "0" : "") + number;
    }
}
