package health.polaris.telemetry.analytics;

import health.polaris.telemetry.search.Searchable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The address of the search that lists the people or records of a figure, relative to the address of the figure, so that it
 * is correct behind any proxy.
 *
 * @param address the relative address
 */
public record Href(String address) {
    /** Installations of a kind. */
    public static Href installations(Searchable kind) {
        return new Href("../installation?kind=" + kind.label());
    }

    /** Records of a kind. */
    public static Href records(Searchable kind) {
        return Searchable.INSTALLATIONS.contains(kind) ? installations(kind) : meters();
    }

    public static Href meters() {
        return new Href("../blood_glucose_meter");
    }

    public Href with(String name, Object value) {
        return new Href(address + (address.contains("?") ? "&" : "?") + name + "="
                + URLEncoder.encode(value.toString(), StandardCharsets.UTF_8));
    }

    public Href with(String name, Optional<?> value) {
        return value.isEmpty() ? this : with(name, value.get());
    }

    @Override
    public String toString() {
        return address;
    }
}
