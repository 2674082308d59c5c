package health.polaris.telemetry.security.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import health.polaris.telemetry.contract.InContainerWar;
import health.polaris.telemetry.local.Jwt;
import health.polaris.telemetry.security.token.Caller;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** The caller of the current request is injected into a long-lived EJB. */
@ArquillianTest
public class CallerIT {
    @Inject
    Caller outside;

    @Deployment
    static WebArchive withTests() {
        return InContainerWar.withTests();
    }

    @Test
    @RunAsClient
    void callerIsTakenFromTheToken() throws Exception {
        assertEquals("{\"name\":\"device-1\",\"scopes\":[\"read\"]}", ask("Bearer " + token("device-1")));
        assertEquals("{\"name\":\"device-2\",\"scopes\":[\"read\"]}", ask("Bearer " + token("device-2")));
    }

    @Test
    @RunAsClient
    void callerWithoutATokenIsAnonymous() throws Exception {
        assertEquals("{\"name\":\"unknown\",\"scopes\":[]}", ask(""));
    }

    /** The injected caller is unknown without a token, as in timers. */
    @Test
    void injectedCallerIsUnknownWithoutAToken() {
        assertEquals("unknown", outside.getName());
    }

    private static String token(String device) {
        String platform = System.getenv("PROXY_URL") + "/";
        return new Jwt()
                .key(System.getenv("HS_KEY"))
                .issuer(platform)
                .audience(platform)
                .expiry(Instant.now().plusSeconds(60))
                .scope("read")
                .metadata("device_id", device)
                .signed();
    }

    private static String ask(String authorization) throws Exception {
        URI address = URI.create("http://127.0.0.1:" + System.getenv("SERVER_PORT") + "/caller");
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Authorization", authorization)
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
}
