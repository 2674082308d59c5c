package health.polaris.telemetry.progress;

/** Whether this process is stopping. Long work that can be continued later ends soon after the signal. */
public final class StopSignal {
    private static volatile boolean given;

    private StopSignal() {}

    public static void give() {
        given = true;
    }

    public static boolean isGiven() {
        return given;
    }
}
