package health.polaris.telemetry.security.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import health.polaris.telemetry.settings.ProviderIssuer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Discovery of a provider's keys. NAME stands for the configured issuer. */
class ProviderKeysTest {
    private static final String GOOD = "{\"kty\":\"oct\",\"k\":\"AQ\",\"kid\":\"good\"}";

    private final AtomicBoolean fetched = new AtomicBoolean();
    private volatile String keys = "{\"keys\":[]}";
    private volatile String description = "{}";
    private HttpServer server;
    private String name;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        name = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        server.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, description));
        server.createContext("/keys", exchange -> {
            fetched.set(true);
            answer(exchange, keys);
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    /** A discovery document of the configured issuer has the address of the keys. */
    @Test
    void keysAreReadFromTheDiscoveredAddress() throws Exception {
        describe("{'issuer': 'NAME', 'jwks_uri': 'NAMEkeys'}");

        assertThat(fetch(Optional.empty()).isEmpty()).isTrue();
        assertThat(fetched).isTrue();
    }

    /** A configured key address takes precedence over discovery. */
    @Test
    void configuredAddressTakesPrecedence() throws Exception {
        describe("nonsense");

        assertThat(fetch(Optional.of(URI.create(name + "keys"))).isEmpty()).isTrue();
    }

    /** A discovery document with another issuer, or none, is rejected (OpenID Connect Discovery 1.0 section 4.3). */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'issuer': 'https://elsewhere.example.org/', 'jwks_uri': 'NAMEkeys'}",
                "{'issuer': 'NAMEx', 'jwks_uri': 'NAMEkeys'}",
                "{'issuer': 'HTTP://127.0.0.1/', 'jwks_uri': 'NAMEkeys'}",
                "{'issuer': ['NAME'], 'jwks_uri': 'NAMEkeys'}",
                "{'issuer': null, 'jwks_uri': 'NAMEkeys'}",
                "{'jwks_uri': 'NAMEkeys'}"
            })
    void otherIssuerIsRejected(String text) {
        describe(text);

        assertThatThrownBy(() -> fetch(Optional.empty())).isInstanceOf(KeySourceException.class);
        assertThat(fetched).isFalse();
    }

    /** Issuers are compared exactly, including a trailing slash. */
    @Test
    void issuerIsComparedExactly() {
        describe("{'issuer': '" + name.substring(0, name.length() - 1) + "', 'jwks_uri': 'NAMEkeys'}");

        assertThatThrownBy(() -> fetch(Optional.empty())).isInstanceOf(KeySourceException.class);
        assertThat(fetched).isFalse();
    }

    /** Keys are read over HTTP only, not from local files. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'issuer': 'NAME'}",
                "{'issuer': 'NAME', 'jwks_uri': null}",
                "{'issuer': 'NAME', 'jwks_uri': '/keys'}",
                "{'issuer': 'NAME', 'jwks_uri': 'file:///etc/hostname'}",
                "{'issuer': 'NAME', 'jwks_uri': 'jar:NAMEkeys!/'}"
            })
    void otherAddressIsRejected(String text) {
        describe(text);

        assertThatThrownBy(() -> fetch(Optional.empty()))
                .isInstanceOf(KeySourceException.class)
                .rootCause()
                .hasMessageContaining("jwks_uri");
        assertThat(fetched).isFalse();
    }

    /** A key that cannot be read is ignored (RFC 7517 section 5). */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'kty':'EC','crv':'BP-256','x':'AQ','y':'AQ'}",
                "{'kty':'EC','crv':'P-256','x':'AQ','y':'AQ'}",
                "{'kty':'RSA','n':'AQ','e':'AQAB','key_ops':['sign','sign']}",
                "{'kty':'RSA','n':'AQ','e':'AQAB','key_ops':'sign'}",
                "{'kty':'RSA','n':'AQ','e':'AQAB','use':'sig','key_ops':['encrypt']}",
                "{'kty':'RSA','n':'AQ','e':'AQAB','x5c':['AQ']}",
                "{'kty':'RSA','n':'AQ','e':'AQAB','x5c':[]}",
                "{'kty':'RSA','n':'AQ','e':'AQAB','exp':'tomorrow'}",
                "{'kty':'RSA','n':7}",
                "{'kty':'RSA'}",
                "{'kty':'new'}",
                "{'kty':7}",
                "{'n':'AQ','e':'AQAB'}",
                "{}",
                "null",
                "7",
                "[]",
                "'text'"
            })
    void unreadableKeyIsIgnored(String key) throws Exception {
        String unreadable = key.replace('\'', '"');
        for (String list : List.of(unreadable + "," + GOOD, GOOD + "," + unreadable)) {
            keys = "{\"keys\":[" + list + "]}";

            assertThat(fetch(Optional.of(URI.create(name + "keys"))).getKeyByKeyId("good"))
                    .isNotNull();
        }
    }

    /** A response without a readable key is rejected, so that known keys are kept. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{'keys':null}",
                "{'keys':{}}",
                "{'keys':[{}]}",
                "{'keys':['x', null]}",
                "nonsense",
                ""
            })
    void responseWithoutKeysIsRejected(String text) {
        keys = text.replace('\'', '"');

        assertThatThrownBy(() -> fetch(Optional.of(URI.create(name + "keys")))).isInstanceOf(KeySourceException.class);
    }

    private void describe(String text) {
        description = text.replace('\'', '"').replace("NAME", name);
    }

    private JWKSet fetch(Optional<URI> address) throws KeySourceException {
        ProviderIssuer issuer = new ProviderIssuer(
                name, Set.of("telemetry"), address, "metadata", "scope", Duration.ofMinutes(5), Duration.ofSeconds(30));
        return new ProviderKeys(issuer, new JwksHttpClient()).getJWKSet(null, 0, null);
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
