package health.polaris.telemetry.security.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.RSAKey;
import health.polaris.telemetry.settings.InvalidSettings;
import health.polaris.telemetry.settings.PlatformIssuer;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The platform's public key, in the supported formats. */
class PlatformTrustTest {
    /** The key may be a JWK, or PEM, also with the escaped line ends that some environments require. */
    @Test
    void publicKeyIsReadInEachFormat() throws Exception {
        RSAPublicKey key = key(2048);
        String pem = "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded())
                + "\n-----END PUBLIC KEY-----\n";

        for (String form : new String[] {
            pem, pem.replace("\n", "\\n"), new RSAKey.Builder(key).build().toString()
        }) {
            TrustRule rule = rule(form);
            assertThat(rule.algorithms()).containsExactly(JWSAlgorithm.RS256);
            assertThat(rule.keys().selectJWSKeys(null, null).get(0)).isEqualTo(key);
        }
    }

    /** A value that is not an RSA public key, or a key that is too short, stops the start. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "{}",
                "{\"kty\":\"EC\"}",
                "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"
            })
    void otherKeyStopsTheStart(String text) {
        assertThatThrownBy(() -> rule(text))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageStartingWith("PLATFORM_PUBLIC_KEY must be an RSA public key");
    }

    @Test
    void shortKeyStopsTheStart() throws Exception {
        String jwk = new RSAKey.Builder(key(1024)).build().toString();

        assertThatThrownBy(() -> rule(jwk)).isInstanceOf(InvalidSettings.class);
    }

    private static TrustRule rule(String publicKey) {
        return PlatformTrust.of(new PlatformIssuer("https://platform.example.org/", List.of(), Optional.of(publicKey)));
    }

    private static RSAPublicKey key(int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        KeyPair pair = generator.generateKeyPair();
        return (RSAPublicKey) pair.getPublic();
    }
}
