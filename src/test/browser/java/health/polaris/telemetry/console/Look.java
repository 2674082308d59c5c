package health.polaris.telemetry.console;

import com.microsoft.playwright.options.ColorScheme;
import java.util.List;

/**
 * How a page is looked at.
 *
 * @param colours what the reader prefers
 * @param width of the window, in pixels
 * @param height of the window, in pixels
 */
record Look(ColorScheme colours, int width, int height) {
    /** By day, at a desk. */
    static final Look USUAL = new Look(ColorScheme.LIGHT, 1280, 800);

    /** Light and dark, at a desk and on a phone. */
    static final List<Look> ALL = List.of(
            USUAL,
            new Look(ColorScheme.DARK, 1280, 800),
            new Look(ColorScheme.LIGHT, 390, 844),
            new Look(ColorScheme.DARK, 390, 844));

    @Override
    public String toString() {
        return (colours == ColorScheme.DARK ? "dark-" : "light-") + width;
    }
}
