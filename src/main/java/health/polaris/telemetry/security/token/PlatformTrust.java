package health.polaris.telemetry.security.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.RSAKey;
import health.polaris.telemetry.settings.InvalidSettings;
import health.polaris.telemetry.settings.PlatformIssuer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;

/** Trust rule of the platform: HMAC with its secrets or, if configured, RSA with its public key only. */
final class PlatformTrust {
    private static final System.Logger LOG = System.getLogger(PlatformTrust.class.getName());

    /** The size of the longest hash; Nimbus rejects keys shorter than the hash. */
    private static final int PADDED_SECRET_BYTES = 64;

    private static final int MIN_KEY_BITS = 2048;

    private PlatformTrust() {}

    static TrustRule of(PlatformIssuer platform) {
        if (platform.secrets().size() > 1) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "HS_KEY_PREVIOUS is set. Unset it when all tokens that were signed with it have expired.");
        }
        return platform.publicKey()
                .map(text -> rule(platform, Set.of(JWSAlgorithm.RS256), List.of(publicKey(text))))
                .orElseGet(() -> rule(
                        platform,
                        JWSAlgorithm.Family.HMAC_SHA,
                        platform.secrets().stream().map(PlatformTrust::secret).toList()));
    }

    private static TrustRule rule(PlatformIssuer platform, Set<JWSAlgorithm> algorithms, List<Key> keys) {
        return new TrustRule(
                algorithms,
                (header, context) -> keys,
                new VerifiedSignatures(TrustRule.MAX_CACHED_SIGNATURES),
                platform.names(),
                "metadata",
                "scope",
                false);
    }

    /** Pads a short key with zeros, as HMAC itself does (RFC 2104 section 2). */
    private static Key secret(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new SecretKeySpec(
                bytes.length < PADDED_SECRET_BYTES ? Arrays.copyOf(bytes, PADDED_SECRET_BYTES) : bytes, "HMAC");
    }

    private static RSAPublicKey publicKey(String text) {
        try {
            RSAPublicKey key = text.startsWith("{") ? RSAKey.parse(text).toRSAPublicKey() : pem(text);
            if (key.getModulus().bitLength() >= MIN_KEY_BITS) {
                return key;
            }
        } catch (GeneralSecurityException | ParseException | JOSEException | IllegalArgumentException malformed) {
            LOG.log(System.Logger.Level.ERROR, "PLATFORM_PUBLIC_KEY cannot be read: {0}", malformed.toString());
        }
        throw new InvalidSettings(List.of("PLATFORM_PUBLIC_KEY must be an RSA public key, as PEM or as JWK, of "
                + MIN_KEY_BITS + " bits or more."));
    }

    private static RSAPublicKey pem(String text) throws GeneralSecurityException {
        String base64 = text.replaceAll("-----(BEGIN|END) PUBLIC KEY-----", "").replaceAll("\\\\n|\\s", "");
        X509EncodedKeySpec encoded = new X509EncodedKeySpec(Base64.getDecoder().decode(base64));
        return (RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(encoded);
    }
}
