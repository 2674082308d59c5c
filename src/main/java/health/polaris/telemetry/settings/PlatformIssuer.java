package health.polaris.telemetry.settings;

import java.util.Optional;

/**
 * The platform, whose activation service issues the tokens of patients, devices and systems.
 *
 * @param name its issuer and audience in tokens
 * @param secret what it signs with by HMAC; not used when there is a public key
 * @param publicKey the PEM or JWK of the RSA key that its signatures are verified with instead
 */
public record PlatformIssuer(String name, String secret, Optional<String> publicKey) {
    /** Without the secret, so that no log can get it. */
    @Override
    public String toString() {
        return "PlatformIssuer[" + name + "]";
    }
}
