package health.polaris.telemetry.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import health.polaris.telemetry.local.Jwt;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;

/** The part of an OpenID Connect provider that the service uses: a discovery document, published keys, and tokens signed with them. */
public final class TestProvider implements AutoCloseable {
    static final String METADATA = "https://gdm.example.org/metadata";
    static final String SCOPE = "https://gdm.example.org/scope";

    private static final JsonMapper JSON = new JsonMapper();

    private final String name;
    private final List<JWK> keys = new CopyOnWriteArrayList<>();
    private final AtomicInteger fetches = new AtomicInteger();
    private final AtomicInteger discoveryRequests = new AtomicInteger();
    private volatile String issuer;
    private volatile String otherKeys = "";
    private HttpServer server;

    /** A provider at this address. It listens after {@link #open}. */
    public TestProvider(String name) {
        this.name = name;
        this.issuer = name;
        rotate();
    }

    /** The provider that the service under test trusts. It is opened by the first call. */
    public static TestProvider trusted() {
        return Trusted.PROVIDER;
    }

    public TestProvider open() {
        try {
            server = HttpServer.create(
                    new InetSocketAddress(
                            InetAddress.getLoopbackAddress(), URI.create(name).getPort()),
                    0);
        } catch (IOException taken) {
            throw new IllegalStateException("the port of the provider is taken", taken);
        }
        server.createContext("/.well-known/openid-configuration", exchange -> {
            discoveryRequests.incrementAndGet();
            answer(
                    exchange,
                    JSON.writeValueAsString(Map.of(
                            "issuer",
                            issuer,
                            "jwks_uri",
                            name + "keys",
                            "authorization_endpoint",
                            name + "authorize",
                            "token_endpoint",
                            name + "token")));
        });
        server.createContext("/keys", exchange -> {
            fetches.incrementAndGet();
            String published = new JWKSet(keys).toString();
            answer(exchange, otherKeys.isEmpty() ? published : published.replace("[{", "[" + otherKeys + ",{"));
        });
        server.start();
        return this;
    }

    /** The number of requests for the keys. */
    int fetches() {
        return fetches.get();
    }

    /** The number of requests for the discovery document. */
    int discoveryRequests() {
        return discoveryRequests.get();
    }

    /** Changes the issuer in the discovery document. */
    void setIssuer(String issuer) {
        this.issuer = issuer;
    }

    /** Adds keys of any syntax to the published ones; none if empty. */
    void publishAlso(String json) {
        otherKeys = json;
    }

    /** Replaces all keys. */
    void rotate() {
        try {
            JWK[] fresh = {
                new RSAKeyGenerator(2048).keyID(id("RS")).generate(),
                new ECKeyGenerator(Curve.P_256).keyID(id("ES256")).generate(),
                new ECKeyGenerator(Curve.P_384).keyID(id("ES384")).generate(),
                new ECKeyGenerator(Curve.P_521).keyID(id("ES512")).generate()
            };
            keys.clear();
            keys.addAll(List.of(fresh));
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A clinician's token, signed with RS256. */
    public Jwt clinician(String id) {
        return token("clinician_id", id, Tokens.OWN);
    }

    public Jwt token(String claim, Object id, String scope) {
        return signing(
                new Jwt()
                        .issuer(name)
                        .audience(System.getenv("AUTH0_AUDIENCE"))
                        .expiry(Instant.now().plusSeconds(900))
                        .claim("sub", "auth0|" + id)
                        .claim(METADATA, Map.of(claim, id))
                        .claim(SCOPE, scope),
                "RS256");
    }

    /** The same token, signed with another algorithm and its key. */
    public Jwt signing(Jwt token, String algorithm) {
        JWK key = key(algorithm);
        return token.algorithm(algorithm).header("kid", key.getKeyID()).key(privatePart(key));
    }

    /** The public key of an algorithm. */
    public JWK key(String algorithm) {
        String prefix = algorithm.startsWith("ES") ? algorithm : "RS";
        return keys.stream()
                .filter(key -> key.getKeyID().startsWith(prefix + "-"))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public void close() {
        if (server != null) {
            server.stop(0);
            server = null;
        }
    }

    private static String id(String prefix) {
        return prefix + "-" + UUID.randomUUID();
    }

    private static PrivateKey privatePart(JWK key) {
        try {
            return key instanceof RSAKey rsa ? rsa.toPrivateKey() : ((ECKey) key).toPrivateKey();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        byte[] body = json.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** Opened lazily, once for all tests, so that its keys stay the same. */
    private static final class Trusted {
        private static final TestProvider PROVIDER = new TestProvider(System.getenv("AUTH0_DOMAIN")).open();
    }
}
