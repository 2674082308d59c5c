package health.polaris.telemetry.settings;

import java.util.Optional;
import java.util.Set;

/**
 * The platform, which issues the tokens of patients, devices and systems.
 *
 * @param name its issuer and audience in tokens
 * @param secret HMAC key; not used if there is a public key
 * @param publicKey RSA key in PEM or JWK format
 */
public record PlatformIssuer(String name, String secret, Optional<String> publicKey) {
    /** The issuers and audiences of its tokens. An address that ends with a slash is accepted with and without another. */
    public Set<String> names() {
        return name.endsWith("//") ? Set.of(name, name.substring(0, name.length() - 1)) : Set.of(name);
    }

    /** Excludes the secret from logs. */
    @Override
    public String toString() {
        return "PlatformIssuer[" + name + "]";
    }
}
