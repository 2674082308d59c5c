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

    /** Light and dark, from a phone to a wide screen. 640 pixels are 1280 at a zoom of 200 %. */
    static final List<Display> ALL = List.of(
            DEFAULT,
            new Display(ColorScheme.DARK, 1280, 800),
            new Display(ColorScheme.LIGHT, 375, 812),
            new Display(ColorScheme.DARK, 375, 812),
            new Display(ColorScheme.LIGHT, 640, 400),
            new Display(ColorScheme.LIGHT, 1920, 1080));

    @Override
    public String toString() {
        return (colours == ColorScheme.DARK ? "dark-" : "light-") + width;
    }
}
