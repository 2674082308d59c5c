package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.local.LocalKeycloak;
import health.polaris.telemetry.local.LocalServer;
import health.polaris.telemetry.local.Ports;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A clinician signs in at a real Keycloak with the delivered realm, and calls the service with its tokens. */
@Tag("keycloak")
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class KeycloakE2E {
    private static final RecordKind KIND = RecordKind.CLINICIAN_INSTALLATION;
    private static final Path PROJECT = Path.of("").toAbsolutePath();

    private final String clinician = UUID.randomUUID().toString();

    /** Sign-in, allowed and denied calls, refresh, rotation of the realm's keys, and a second sign-in. */
    @Test
    void clinicianWorksAcrossAKeyRotation() throws Exception {
        try (LocalKeycloak keycloak = LocalKeycloak.start(PROJECT)) {
            String realm = keycloak.realm();
            Map<String, String> environment = new HashMap<>(System.getenv());
            environment.put("AUTH0_DOMAIN", realm);
            LocalServer server = LocalServer.start(PROJECT, Ports.orAnyFree(0), environment, System.out::println);
            try (server) {
                server.awaitRunning();
                Client app = Client.anonymous().at(server.uri());
                keycloak.awaitReady();
                RealmAdmin admin = new RealmAdmin(keycloak.address());
                admin.addClinician("jane", "a long password", clinician);
                SignIn signIn = SignIn.toApp(realm);

                SignIn.Tokens first = signIn.person("jane", "a long password");
                Client jane = bearing(app, first);
                assertThat(jane.post(KIND.path(clinician), KIND.body()).status())
                        .isEqualTo(200);
                assertThat(jane.get(KIND.path("another") + "/x").status()).isEqualTo(403);
                assertThat(app.with("Authorization", "Bearer " + first.access() + "x")
                                .get(latest())
                                .status())
                        .isEqualTo(401);

                SignIn.Tokens second = signIn.refreshed(first);
                assertThat(bearing(app, second).get(latest()).status()).isEqualTo(200);

                admin.rotateKeys();
                SignIn.Tokens third = signIn.person("jane", "a long password");
                Await.until(() -> bearing(app, third).get(latest()).status() == 200);
                Await.until(() -> bearing(app, second).get(latest()).status() == 401);
            }
        }
    }

    /** Members of the sample groups have their rights and no others. */
    @Test
    void groupsHaveTheirRights() throws Exception {
        try (LocalKeycloak keycloak = LocalKeycloak.start(PROJECT)) {
            Map<String, String> environment = new HashMap<>(System.getenv());
            environment.put("AUTH0_DOMAIN", keycloak.realm());
            LocalServer server = LocalServer.start(PROJECT, Ports.orAnyFree(0), environment, System.out::println);
            try (server) {
                server.awaitRunning();
                Client console = Client.anonymous().at(server.uri());
                keycloak.awaitReady();
                RealmAdmin admin = new RealmAdmin(keycloak.address());
                admin.addMember("ann", "a long password", "auditors");
                admin.addMember("ian", "a long password", "information-governance");
                SignIn signIn = SignIn.toConsole(keycloak.realm());

                Client auditor = bearing(console, signIn.person("ann", "a long password"));
                Client officer = bearing(console, signIn.person("ian", "a long password"));

                assertThat(auditor.get("/dhos/v1/access_event").status()).isEqualTo(200);
                assertThat(auditor.get(KIND.path(clinician)).status()).isEqualTo(403);
                assertThat(officer.get("/dhos/v1/access_event").status()).isEqualTo(200);
                assertThat(officer.get(KIND.path(clinician)).status()).isEqualTo(200);
            }
        }
    }

    private String latest() {
        return "/dhos/v1/clinician/" + clinician + "/latest_installation";
    }

    private static Client bearing(Client app, SignIn.Tokens tokens) {
        return app.with("Authorization", "Bearer " + tokens.access());
    }
}
