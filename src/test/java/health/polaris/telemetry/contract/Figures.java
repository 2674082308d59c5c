package health.polaris.telemetry.contract;

import java.util.Optional;

/** What a node tells Prometheus at a moment. */
public record Figures(String text) {
    /** As this client gets them. */
    public static Figures of(Client monitor) {
        return new Figures(monitor.get("/metrics").text());
    }

    /** The figure of a series, which is a name with its labels in the order of their names; empty while there is none. */
    public Optional<Double> find(String series) {
        return text.lines()
                .filter(line -> line.startsWith(series + " "))
                .map(line -> Double.valueOf(line.substring(series.length() + 1)))
                .findFirst();
    }
}
