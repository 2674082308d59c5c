package health.polaris.telemetry.fhir;

import com.fasterxml.jackson.annotation.JsonInclude;
import health.polaris.telemetry.http.json.Json;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** JSON of FHIR: camel case, and no empty elements. */
final class FhirJson {
    static final JsonMapper MAPPER = Json.MAPPER
            .rebuild()
            .propertyNamingStrategy(PropertyNamingStrategies.LOWER_CAMEL_CASE)
            .changeDefaultPropertyInclusion(inclusion -> inclusion
                    .withValueInclusion(JsonInclude.Include.NON_EMPTY)
                    .withContentInclusion(JsonInclude.Include.NON_EMPTY))
            .build();

    private FhirJson() {}
}
