package health.polaris.telemetry.demo;

import java.util.function.Consumer;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress of the demo data: a bar on a terminal, otherwise one line per second. */
final class DemoProgress {
    /** Fixed, so that the terminal need not be queried. */
    private static final int WIDTH = 80;

    private DemoProgress() {}

    /** Since Java 22, a console may exist without a terminal; the bar is then written to a file, which is harmless. */
    @SuppressWarnings("SystemConsoleNull")
    static ProgressBar bar(int people, Consumer<String> listener) {
        boolean terminal = System.console() != null;
        return new ProgressBarBuilder()
                .setTaskName("Demo data")
                .setUnit(" people", 1)
                .setInitialMax(people)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(terminal ? 100 : 1_000)
                .setConsumer(
                        terminal
                                ? new ConsoleProgressBarConsumer(System.out, WIDTH)
                                : new DelegatingProgressBarConsumer(listener, WIDTH))
                .build();
    }
}
