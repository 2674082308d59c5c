package health.polaris.telemetry.contract;

import java.util.Optional;

/** The metrics of a node at one moment. */
public record MetricsText(String text) {
    /** Reads the metrics with this client. */
    public static MetricsText of(Client monitor) {
        return new MetricsText(monitor.get("/metrics").text());
    }

    /** The value of a series: a name with its labels in alphabetical order. Empty if the series is absent. */
    public Optional<Double> find(String series) {
        return text.lines()
                .filter(line -> line.startsWith(series + " "))
                .map(line -> Double.valueOf(line.substring(series.length() + 1)))
                .findFirst();
    }
}
