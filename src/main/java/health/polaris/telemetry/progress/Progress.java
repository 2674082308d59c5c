package health.polaris.telemetry.progress;

/**
 * How far work is.
 *
 * @param step what is being done now; empty if unknown
 * @param ratio the completed share, from 0 to 1; NaN if unknown
 */
public record Progress(String step, double ratio) {
    /** Progress of work whose steps are unknown. */
    public static final Progress UNKNOWN = new Progress("", Double.NaN);
}
