package health.polaris.telemetry.analytics.versions;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import health.polaris.telemetry.analytics.Href;
import health.polaris.telemetry.search.Searchable;
import java.util.List;
import java.util.Optional;

/**
 * The adoption of a product with the searches that list who has it now.
 *
 * @param href the search for the product; null for all products beyond the largest
 * @param versionHrefs the searches for the versions, in their order
 * @param unreadableHref the list of who has a version that cannot be compared
 */
record LinkedAdoption(
        @JsonUnwrapped Adoption adoption,
        @JsonInclude(JsonInclude.Include.NON_NULL) String href,
        @JsonInclude(JsonInclude.Include.NON_NULL) List<String> versionHrefs,
        @JsonInclude(JsonInclude.Include.NON_NULL) String unreadableHref) {
    /** Any version: those that cannot be compared are not below it. */
    private static final String ANY_VERSION = "0";

    static LinkedAdoption of(Adoption adoption) {
        if (adoption.appProduct() == null) {
            return new LinkedAdoption(adoption, null, null, null);
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
                        .toList(),
                OutdatedResource.unreadable(adoption.appProduct(), ANY_VERSION, Optional.of(adoption.kind())));
    }
}
