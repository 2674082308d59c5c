package health.polaris.telemetry.fhir.type;

import java.time.OffsetDateTime;

/**
 * Version and time of a resource.
 *
 * @param versionId null if there is only one version
 */
public record Meta(String versionId, OffsetDateTime lastUpdated) {}
