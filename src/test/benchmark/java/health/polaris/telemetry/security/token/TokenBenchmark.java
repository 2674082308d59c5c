package health.polaris.telemetry.security.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import health.polaris.telemetry.local.Jwt;
import health.polaris.telemetry.settings.PlatformIssuer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Cost of verifying a token, by algorithm: {@code ./mvnw test -Pbenchmark}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TokenBenchmark {
    private static final String PLATFORM = "http://localhost/";
    private static final String PROVIDER = "https://id.example.org/";

    @Param({"HS512", "RS256", "ES256"})
    public String algorithm;

    /** The size of the signature cache; with 0 each signature is verified each time. */
    @Param({"0", "10000"})
    public int remembered;

    private TokenVerifier verifier;
    private String token;

    @Setup
    public void sign() throws JOSEException {
        RSAKey rsa = new RSAKeyGenerator(2048).keyID("RS256").generate();
        ECKey curve = new ECKeyGenerator(Curve.P_256).keyID("ES256").generate();
        Set<JWSAlgorithm> algorithms = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256);
        TrustRule provider = new TrustRule(
                algorithms,
                new JWSVerificationKeySelector<>(algorithms, new ImmutableJWKSet<>(new JWKSet(List.of(rsa, curve)))),
                new VerifiedSignatures(remembered),
                Set.of(PLATFORM),
                "metadata",
                "scope",
                true);
        TrustRule platform = PlatformTrust.of(new PlatformIssuer(PLATFORM, List.of("secret"), Optional.empty()));
        verifier = new TokenVerifier(
                Map.of(PLATFORM, platform, PROVIDER, provider), Duration.ofSeconds(30), Duration.ofDays(366));
        Jwt jwt = new Jwt()
                .algorithm(algorithm)
                .issuer(algorithm.equals("HS512") ? PLATFORM : PROVIDER)
                .audience(PLATFORM)
                .expiry(Instant.now().plusSeconds(3600))
                .scope("read:gdm_telemetry write:gdm_telemetry")
                .metadata("patient_id", "6f1f9b0e-2c55-4c4b-9d0e-5a1d6c0f7a01");
        token = switch (algorithm) {
            case "RS256" -> jwt.header("kid", "RS256").key(rsa.toPrivateKey()).signed();
            case "ES256" -> jwt.header("kid", "ES256").key(curve.toPrivateKey()).signed();
            default -> jwt.signed();
        };
    }

    @Benchmark
    public Caller verify() throws InvalidToken {
        return verifier.verify(token);
    }
}
