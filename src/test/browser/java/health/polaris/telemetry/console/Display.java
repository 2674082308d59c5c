package health.polaris.telemetry.console;

import com.microsoft.playwright.options.ColorScheme;
import java.util.List;

/**
 * Display settings of a browser window.
 *
 * @param colours the preferred colour scheme
 * @param width the window's width in pixels
 * @param height the window's height in pixels
 */
record Display(ColorScheme colours, int width, int height) {
    /** A light desktop window. */
    static final Display DEFAULT = new Display(ColorScheme.LIGHT, 1280, 800);

    /** Light and dark, desktop and phone. */
    static final List<Display> ALL = List.of(
            DEFAULT,
            new Display(ColorScheme.DARK, 1280, 800),
            new Display(ColorScheme.LIGHT, 390, 844),
            new Display(ColorScheme.DARK, 390, 844));

    @Override
    public String toString() {
        return (colours == ColorScheme.DARK ? "dark-" : "light-") + width;
    }
}
