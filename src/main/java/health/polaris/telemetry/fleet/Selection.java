package health.polaris.telemetry.fleet;

import health.polaris.telemetry.http.QueryParameters;
import java.util.List;
import java.util.Optional;

/**
 * Which installations a figure is about.
 *
 * @param kind patients' or clinicians'; both when empty
 * @param product of this product; of any when empty
 */
record Selection(Optional<Kind> kind, Optional<String> product) {
    static final List<String> PARAMETERS = List.of("kind", "app_product");

    static Selection asked(QueryParameters given) {
        String[] labels = Kind.INSTALLATIONS.stream().map(Kind::label).toArray(String[]::new);
        Optional<String> label = given.oneOf("kind", labels);
        return new Selection(
                label.flatMap(name -> Kind.INSTALLATIONS.stream()
                        .filter(kind -> kind.label().equals(name))
                        .findFirst()),
                given.text("app_product"));
    }

    List<Kind> kinds() {
        return kind.map(List::of).orElse(Kind.INSTALLATIONS);
    }
}
