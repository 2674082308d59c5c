package health.polaris.telemetry.database;

/** Text that PostgreSQL can store: Unicode without NUL or unpaired surrogates. */
public final class StorableText {
    private StorableText() {}

    public static boolean isStorable(String text) {
        return text.codePoints().noneMatch(point -> point == 0 || isSurrogate(point));
    }

    private static boolean isSurrogate(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }
}
