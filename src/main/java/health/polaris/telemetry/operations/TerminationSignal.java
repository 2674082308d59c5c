package health.polaris.telemetry.operations;

import sun.misc.Signal;
import sun.misc.SignalHandler;

/** Handles SIGTERM. The API for signals is in the module jdk.unsupported. */
class TerminationSignal {
    private static final Signal TERM = new Signal("TERM");

    private final Runnable action;
    private SignalHandler defaultHandler;

    TerminationSignal(Runnable action) {
        this.action = action;
    }

    /** Replaces the default handler. */
    void handle() {
        defaultHandler = Signal.handle(TERM, signal -> action.run());
    }

    /** Restores the default handler. */
    void restore() {
        Signal.handle(TERM, defaultHandler);
    }
}
