package health.polaris.telemetry.security.token;

import health.polaris.telemetry.http.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Remembers which tokens were signed by which keys, because to verify an RSA or ECDSA signature costs more than all other
 * work with a token (docs/benchmarks.md). Only that is remembered, and only good signatures, as hashes: what a token says,
 * when it ends, and whether its key is still its issuer's is asked each time.
 */
class VerifiedSignatures {
    private final Set<ByteBuffer> newest;

    /** Remembers at most so many; the one that was added first goes first. */
    VerifiedSignatures(int most) {
        newest = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Boolean> eldest) {
                return size() > most;
            }
        }));
    }

    boolean contains(String token, PublicKey key) {
        return newest.contains(hash(token, key));
    }

    void add(String token, PublicKey key) {
        newest.add(hash(token, key));
    }

    private static ByteBuffer hash(String token, PublicKey key) {
        return ByteBuffer.wrap(Sha256.of(key.getEncoded(), token.getBytes(StandardCharsets.UTF_8)));
    }
}
