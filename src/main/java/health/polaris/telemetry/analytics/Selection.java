package health.polaris.telemetry.analytics;

import health.polaris.telemetry.http.QueryParameters;
import health.polaris.telemetry.search.Searchable;
import java.util.List;
import java.util.Optional;

/**
 * Which installations a figure is about.
 *
 * @param kind patients' or clinicians'; both when empty
 * @param product of this product; of any when empty
 */
public record Selection(Optional<Searchable> kind, Optional<String> product) {
    public static final List<String> PARAMETERS = List.of("kind", "app_product");

    public static Selection asked(QueryParameters given) {
        String[] labels =
                Searchable.INSTALLATIONS.stream().map(Searchable::label).toArray(String[]::new);
        Optional<String> label = given.oneOf("kind", labels);
        return new Selection(
                label.flatMap(name -> Searchable.INSTALLATIONS.stream()
                        .filter(kind -> kind.label().equals(name))
                        .findFirst()),
                given.text("app_product"));
    }

    public List<Searchable> kinds() {
        return kind.map(List::of).orElse(Searchable.INSTALLATIONS);
    }
}
