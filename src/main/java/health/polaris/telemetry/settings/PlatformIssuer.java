package health.polaris.telemetry.settings;

import java.util.Optional;

/**
 * The platform, which issues the tokens of patients, devices and systems.
 *
 * @param name its issuer and audience in tokens
 * @param secret HMAC key; not used if there is a public key
 * @param publicKey RSA key in PEM or JWK format
 */
public record PlatformIssuer(String name, String secret, Optional<String> publicKey) {
    /** Excludes the secret from logs. */
    @Override
    public String toString() {
        return "PlatformIssuer[" + name + "]";
    }
}
