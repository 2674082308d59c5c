package health.polaris.telemetry.settings;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The platform, which issues the tokens of patients, devices and systems.
 *
 * @param name its issuer and audience in tokens
 * @param secrets HMAC keys, the current one first; empty if there is a public key
 * @param publicKey RSA key in PEM or JWK format
 */
public record PlatformIssuer(String name, List<String> secrets, Optional<String> publicKey) {
    /** The issuers and audiences of its tokens. An address that ends with a slash is accepted with and without another. */
    public Set<String> names() {
        return name.endsWith("//") ? Set.of(name, name.substring(0, name.length() - 1)) : Set.of(name);
    }

    /** Excludes the secrets from logs. */
    @Override
    public String toString() {
        return "PlatformIssuer[" + name + "]";
    }
}
