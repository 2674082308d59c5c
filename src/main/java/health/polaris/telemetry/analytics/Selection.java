package health.polaris.telemetry.analytics;

import health.polaris.telemetry.http.QueryParameters;
import health.polaris.telemetry.search.Searchable;
import java.util.List;
import java.util.Optional;

/**
 * The installations that a figure counts.
 *
 * @param kind patients' or clinicians' installations; both if empty
 * @param product one product; all if empty
 */
public record Selection(Optional<Searchable> kind, Optional<String> product) {
    public static final List<String> PARAMETERS = List.of("kind", "app_product");

    public static Selection of(QueryParameters parameters) {
        String[] labels =
                Searchable.INSTALLATIONS.stream().map(Searchable::label).toArray(String[]::new);
        Optional<String> label = parameters.oneOf("kind", labels);
        return new Selection(
                label.flatMap(name -> Searchable.INSTALLATIONS.stream()
                        .filter(kind -> kind.label().equals(name))
                        .findFirst()),
                parameters.text("app_product"));
    }

    public List<Searchable> kinds() {
        return kind.map(List::of).orElse(Searchable.INSTALLATIONS);
    }
}
