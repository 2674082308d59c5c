package health.polaris.telemetry.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.json.JsonMapper;

/**
 * A token as the platform issues them: a JWT signed with a shared secret. It is put together by hand and not by a JWT
 * library, because those refuse the platform's short keys, and because tests need wrong tokens as well.
 */
public final class PlatformToken {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final Map<String, Object> claims = new LinkedHashMap<>();
    private final Map<String, Object> metadata = new LinkedHashMap<>();
    private String algorithm = "HS512";
    private String key = "secret";

    public PlatformToken issuer(String issuer) {
        return claim("iss", issuer);
    }

    public PlatformToken audience(String audience) {
        return claim("aud", audience);
    }

    public PlatformToken expiry(Instant expiry) {
        return claim("exp", expiry.getEpochSecond());
    }

    /** Several scopes are separated by spaces. */
    public PlatformToken scope(String scope) {
        return claim("scope", scope);
    }

    /** Who the caller is: {@code patient_id}, {@code clinician_id} and the like. */
    public PlatformToken metadata(String name, Object value) {
        metadata.put(name, value);
        return claim("metadata", metadata);
    }

    public PlatformToken claim(String name, Object value) {
        claims.put(name, value);
        return this;
    }

    public PlatformToken without(String name) {
        claims.remove(name);
        return this;
    }

    /** HS256, HS384 or HS512, which is the default. */
    public PlatformToken algorithm(String name) {
        algorithm = name;
        return this;
    }

    /** The shared secret; {@code secret} by default. */
    public PlatformToken key(String secret) {
        key = secret;
        return this;
    }

    /** The token as it stands behind {@code Bearer}. */
    public String signed() {
        String content = part(Map.of("alg", algorithm, "typ", "JWT")) + "." + part(claims);
        return content + "." + BASE64.encodeToString(signature(content));
    }

    private static String part(Map<String, Object> values) {
        return BASE64.encodeToString(JSON.writeValueAsBytes(values));
    }

    private byte[] signature(String content) {
        String name = "HmacSHA" + algorithm.substring(2);
        try {
            Mac mac = Mac.getInstance(name);
            mac.init(new SecretKeySpec(key.getBytes(UTF_8), name));
            return mac.doFinal(content.getBytes(UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("cannot sign by " + algorithm, e);
        }
    }
}
