package health.polaris.telemetry.operations;

import sun.misc.Signal;
import sun.misc.SignalHandler;

/** The signal by which supervisors ask a process to end, SIGTERM. Its API is exported by the module jdk.unsupported. */
class TerminationSignal {
    private static final Signal TERM = new Signal("TERM");

    private final Runnable reaction;
    private SignalHandler usual;

    TerminationSignal(Runnable reaction) {
        this.reaction = reaction;
    }

    /** From now on the signal has this reaction, in place of the usual one. */
    void handle() {
        usual = Signal.handle(TERM, signal -> reaction.run());
    }

    /** The signal has its usual reaction again. */
    void leave() {
        Signal.handle(TERM, usual);
    }
}
