package health.polaris.telemetry.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Signs a user in at Keycloak like an app with a browser: authorization code with PKCE (RFC 7636), through the login
 * form.
 *
 * @param realm the address of the realm
 * @param client the id of the client
 * @param app the redirect address of the client
 */
record SignIn(String realm, String client, String app) {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();
    /** The example of RFC 7636 appendix B. */
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    /** The app of clinicians. */
    static SignIn toApp(String realm) {
        return new SignIn(realm, "clinician-app", "http://127.0.0.1/app");
    }

    /** The console of staff. */
    static SignIn toConsole(String realm) {
        return new SignIn(realm, "telemetry-console", "http://127.0.0.1/console/");
    }

    /** The access token and refresh token of this user. */
    Tokens person(String name, String password) throws Exception {
        HttpResponse<String> form = send(HttpRequest.newBuilder(URI.create(realm + "/protocol/openid-connect/auth?"
                + encoded(Map.of(
                        "client_id",
                        client,
                        "redirect_uri",
                        app,
                        "response_type",
                        "code",
                        "scope",
                        "openid",
                        "code_challenge",
                        CHALLENGE,
                        "code_challenge_method",
                        "S256")))));
        String cookies = form.headers().allValues("Set-Cookie").stream()
                .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                .collect(Collectors.joining("; "));
        String action = found("action=\"([^\"]+)\"", form.body()).replace("&amp;", "&");
        HttpResponse<String> signedIn = send(
                form(action, Map.of("username", name, "password", password)).header("Cookie", cookies));
        String back = signedIn.headers().firstValue("Location").orElseThrow();
        return tokens(Map.of(
                "grant_type", "authorization_code",
                "code", found("[?&]code=([^&]+)", back),
                "redirect_uri", app,
                "client_id", client,
                "code_verifier", VERIFIER));
    }

    /** Refreshes the tokens. */
    Tokens refreshed(Tokens old) throws Exception {
        return tokens(Map.of("grant_type", "refresh_token", "refresh_token", old.refresh(), "client_id", client));
    }

    private Tokens tokens(Map<String, String> request) throws Exception {
        JsonNode answer = JSON.readTree(
                send(form(realm + "/protocol/openid-connect/token", request)).body());
        return new Tokens(
                answer.get("access_token").asString(),
                answer.get("refresh_token").asString());
    }

    private static HttpRequest.Builder form(String address, Map<String, String> values) {
        return HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(encoded(values)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static String encoded(Map<String, String> values) {
        return values.entrySet().stream()
                .map(value -> value.getKey() + "=" + URLEncoder.encode(value.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new AssertionError("no match for " + pattern + " in " + text);
        }
        return matcher.group(1);
    }

    /** The tokens of a signed-in user. */
    record Tokens(String access, String refresh) {}
}
