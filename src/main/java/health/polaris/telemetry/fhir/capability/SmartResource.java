package health.polaris.telemetry.fhir.capability;

import health.polaris.telemetry.http.problem.ProblemException;
import health.polaris.telemetry.security.token.ProviderEndpoints;
import health.polaris.telemetry.settings.Settings;
import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The configuration of SMART App Launch: the endpoints of the provider, and the scopes that its tokens may have here. */
@ApplicationScoped
@PermitAll
@Path("/fhir/.well-known/smart-configuration")
public class SmartResource {
    private static final int RETRY_AFTER_SECONDS = 30;

    /** Taken from the description of the provider. */
    private static final List<String> OF_PROVIDER = List.of(
            "issuer",
            "jwks_uri",
            "authorization_endpoint",
            "token_endpoint",
            "token_endpoint_auth_methods_supported",
            "introspection_endpoint",
            "revocation_endpoint",
            "grant_types_supported",
            "code_challenge_methods_supported");

    @Inject
    Settings settings;

    @Inject
    ProviderEndpoints provider;

    @GET
    public Map<String, Object> configuration() {
        if (settings.provider().isEmpty()) {
            throw ProblemException.notFound("No identity provider is configured.");
        }
        Map<String, Object> description = provider.description()
                .orElseThrow(() -> ProblemException.unavailable(
                        "The identity provider cannot be reached now. Try again later.", RETRY_AFTER_SECONDS));
        Map<String, Object> configuration = new LinkedHashMap<>();
        OF_PROVIDER.stream()
                .filter(description::containsKey)
                .forEach(name -> configuration.put(name, description.get(name)));
        configuration.putIfAbsent("grant_types_supported", List.of("authorization_code"));
        configuration.putIfAbsent("code_challenge_methods_supported", List.of("S256"));
        configuration.put("scopes_supported", List.of("patient/Device.rs", "system/Device.rs", "user/AuditEvent.rs"));
        configuration.put(
                "capabilities", List.of("client-public", "permission-patient", "permission-user", "permission-v2"));
        return configuration;
    }
}
