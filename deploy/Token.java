import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Prints a platform token for a system that is not in production. Needs only a JDK, and the environment variables of the
 * service: ENVIRONMENT, PROXY_URL, and HS_KEY or HS_KEY_FILE.
 *
 * <pre>
 * java deploy/Token.java support NAME       may read the records of all people
 * java deploy/Token.java system NAME        the same, and may empty the tables of a test system
 * java deploy/Token.java patient ID         may read and write the patient's own records
 * java deploy/Token.java clinician ID       may read and write the clinician's own records
 * </pre>
 *
 * A further argument is the number of hours until the token expires: 1 by default, at most 24.
 */
class Token {
    private static final Set<String> TEST_ENVIRONMENTS = Set.of("DEMO", "DEVELOPMENT", "STAGING", "TRAINING", "TEST");
    private static final String OWN = "read:gdm_telemetry write:gdm_telemetry";
    private static final String ALL = "read:gdm_telemetry_all";
    private static final int MAX_HOURS = 24;

    private Token() {}

    public static void main(String[] arguments) throws IOException, GeneralSecurityException {
        if (arguments.length < 2 || arguments.length > 3) {
            throw fail("Usage: java Token.java support|system|patient|clinician ID [HOURS]");
        }
        String environment = variable("ENVIRONMENT");
        if (!TEST_ENVIRONMENTS.contains(environment)) {
            throw fail("ENVIRONMENT must be one of " + String.join(", ", TEST_ENVIRONMENTS.stream().sorted().toList())
                    + ". In production the platform and the identity provider issue tokens.");
        }
        System.out.println(token(arguments[0], arguments[1], arguments.length == 3 ? hours(arguments[2]) : 1));
    }

    private static String token(String role, String id, int hours) throws IOException, GeneralSecurityException {
        String ids;
        switch (role) {
            case "support" -> ids = "";
            case "system", "patient", "clinician" -> ids = json(role + "_id") + ": " + json(id);
            default -> throw fail("The role must be support, system, patient or clinician, not " + role + ".");
        }
        String scope = role.equals("support") || role.equals("system") ? ALL : OWN;
        String platform = required("PROXY_URL", variable("PROXY_URL").replaceFirst("/$", "")) + "/";
        String claims = "{\"iss\": %s, \"aud\": %s, \"exp\": %s, \"sub\": %s, \"scope\": %s, \"metadata\": {%s}}"
                .formatted(
                        json(platform),
                        json(platform),
                        Instant.now().plus(Duration.ofHours(hours)).getEpochSecond(),
                        json(id),
                        json(scope),
                        ids);
        String signed = base64("{\"typ\": \"JWT\", \"alg\": \"HS512\"}".getBytes(UTF_8)) + "." + base64(claims.getBytes(UTF_8));
        Mac mac = Mac.getInstance("HmacSHA512");
        mac.init(new SecretKeySpec(key().getBytes(UTF_8), mac.getAlgorithm()));
        return signed + "." + base64(mac.doFinal(signed.getBytes(UTF_8)));
    }

    private static String key() throws IOException {
        String file = variable("HS_KEY_FILE");
        String key = file.isEmpty() ? variable("HS_KEY") : Files.readString(Path.of(file)).stripTrailing();
        return required("HS_KEY", key);
    }

    private static int hours(String text) {
        if (text.matches("[0-9]{1,2}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= MAX_HOURS) {
            return Integer.parseInt(text);
        }
        throw fail("The number of hours must be 1 to " + MAX_HOURS + ", not " + text + ".");
    }

    private static String required(String name, String value) {
        if (value.isEmpty()) {
            throw fail(name + " is not set. Set the environment variables of the service.");
        }
        return value;
    }

    private static String variable(String name) {
        return System.getenv().getOrDefault(name, "");
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String json(String text) {
        StringBuilder json = new StringBuilder("\"");
        text.chars().forEach(letter -> json.append(
                letter < ' ' || letter == '"' || letter == '\\' ? "\\u%04x".formatted(letter) : (char) letter));
        return json.append('"').toString();
    }

    /** Ends the program: standard output has only tokens. */
    private static IllegalStateException fail(String message) {
        System.err.println(message);
        System.exit(1);
        return new IllegalStateException(message);
    }
}
