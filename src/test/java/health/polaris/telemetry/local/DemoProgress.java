package health.polaris.telemetry.local;

import java.util.function.Consumer;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far the demo data are: a bar that grows at a terminal, or else a line every second. */
final class DemoProgress {
    /** Fixed, so that the terminal need not be asked and stays as it is. */
    private static final int WIDTH = 80;

    private DemoProgress() {}

    /** Since Java 22 there may be a console without a terminal, and the bar then grows in a file: that does no harm. */
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
