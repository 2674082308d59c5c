package health.polaris.telemetry.console;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The console is served by the service, loads nothing from other hosts, and knows the sign-in provider. */
class ConsoleIT extends Contract {
    private static final String PROVIDER = System.getenv("AUTH0_DOMAIN");

    private final Client browser = Client.anonymous();

    /** Files have an explicit type and a content security policy that allows the provider and no other host. */
    @ParameterizedTest
    @CsvSource({
        "/console/, text/html",
        "/console/index.html, text/html",
        "/console/console.css, text/css",
        "/console/main.js, text/javascript",
        "/console/views/person.js, text/javascript",
        "/console/icon.svg, image/svg+xml",
        "/console/settings.json, application/json",
        "/console/tokens.css, text/css",
        "/console/texts/en.js, text/javascript",
        "/console/lib/standalone.module.js, text/javascript",
        "/console/lib/oidc-client-ts.min.js, text/javascript"
    })
    void fileIsServed(String path, String type) {
        Answer answer = browser.get(path);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith(type);
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("Content-Security-Policy"))
                .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
                .contains("connect-src 'self' " + origin() + ";", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
    }

    /** Only the sign-in renewal page may be framed, by the console itself. */
    @Test
    void renewalMayBeFramed() {
        assertThat(browser.get("/console/renewed.html").header("Content-Security-Policy"))
                .contains("frame-ancestors 'self'");
    }

    /** Caches must revalidate, and get 304 for unchanged files. */
    @Test
    void unchangedFileIsNotModified() {
        Answer first = browser.get("/console/main.js");
        assertThat(first.header("Cache-Control")).isEqualTo("no-cache, must-revalidate");
        assertThat(first.header("X-Request-ID")).isNotEmpty();

        Answer second = browser.with("If-None-Match", first.header("ETag")).get("/console/main.js");

        assertThat(second.status()).isEqualTo(304);
        assertThat(second.text()).isEmpty();
    }

    /** Files are compressed for clients that accept it. */
    @Test
    void filesAreCompressedOnRequest() {
        Answer zipped = browser.with("Accept-Encoding", "br, gzip;q=0.8").get("/console/lib/oidc-client-ts.min.js");
        assertThat(zipped.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(zipped.header("Vary")).isEqualTo("Accept-Encoding");

        Answer plain = browser.with("Accept-Encoding", "gzip;q=0, br").get("/console/lib/oidc-client-ts.min.js");
        assertThat(plain.header("Content-Encoding")).isEmpty();
        assertThat(plain.header("ETag")).isNotEqualTo(zipped.header("ETag"));
    }

    /** The sign-in configuration has the provider's address and no secret. */
    @Test
    void signInConfigurationIsServed() {
        JsonNode settings = browser.get("/console/settings.json").json();

        assertThat(settings.propertyNames())
                .containsExactlyInAnyOrder("issuer", "clientId", "audience", "scopes", "tokenMayBePasted", "version");
        assertThat(settings.get("issuer").asString()).isEqualTo(PROVIDER);
        assertThat(settings.get("clientId").asString()).isEqualTo("telemetry-console");
        assertThat(settings.get("audience").asString()).isEqualTo(System.getenv("AUTH0_AUDIENCE"));
        assertThat(settings.get("scopes").asString()).isEqualTo("openid read:gdm_telemetry_all");
        assertThat(settings.get("tokenMayBePasted").asBoolean()).isFalse();
    }

    /** The address without the trailing slash redirects relatively, which works behind any proxy. */
    @Test
    void consoleRedirectsToItsSlash() {
        Answer answer = browser.with("X-Forwarded-Proto", "https").get("/console");

        assertThat(answer.status()).isEqualTo(302);
        assertThat(answer.header("Location")).isEqualTo("console/");
    }

    /** Only the console's files are served below its path. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/console/other.js",
                "/console/views/",
                "/console/views",
                "/console/../WEB-INF/web.xml",
                "/console/..%2FWEB-INF/web.xml",
                "/console/%2e%2e/WEB-INF/web.xml",
                "/console/views/..%2f..%2fWEB-INF%2fweb.xml",
                "/console//WEB-INF/web.xml",
                "/console/..%5CWEB-INF%5Cweb.xml"
            })
    void otherFilesAreNotServed(String path) {
        Answer answer = browser.get(path);

        assertThat(answer.status()).isBetween(400, 404);
        assertThat(answer.text()).doesNotContain("<web-app");
    }

    /** Only reads are allowed. */
    @Test
    void writesAreRejected() {
        assertThat(browser.post("/console/settings.json", "{}").status()).isEqualTo(405);
    }

    private static String origin() {
        return URI.create(PROVIDER).resolve("/").toString().replaceFirst("/$", "");
    }
}
