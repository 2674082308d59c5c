package health.polaris.telemetry.analytics.versions;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import health.polaris.telemetry.analytics.Href;
import health.polaris.telemetry.search.Searchable;
import java.util.List;

/**
 * The adoption of a product with the searches that list who has it now.
 *
 * @param href the search for the product; null for all products beyond the largest
 * @param versionHrefs the searches for the versions, in their order
 */
record LinkedAdoption(
        @JsonUnwrapped Adoption adoption,
        @JsonInclude(JsonInclude.Include.NON_NULL) String href,
        @JsonInclude(JsonInclude.Include.NON_NULL) List<String> versionHrefs) {
    static LinkedAdoption of(Adoption adoption) {
        if (adoption.appProduct() == null) {
            return new LinkedAdoption(adoption, null, null);
        }
        Searchable kind = Searchable.INSTALLATIONS.stream()
                .filter(one -> one.label().equals(adoption.kind()))
                .findFirst()
                .orElseThrow();
        Href people =
                Href.installations(kind).with("latest_of_product", "true").with("app_product", adoption.appProduct());
        return new LinkedAdoption(
                adoption,
                people.toString(),
                adoption.versions().stream()
                        .map(version -> people.with("app_version", version).toString())
                        .toList());
    }
}
