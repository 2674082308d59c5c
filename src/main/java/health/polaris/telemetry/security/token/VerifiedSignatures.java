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
 * Cache of verified RSA and ECDSA signatures, see docs/decisions/0001. It holds only hashes of token and key; claims, expiry
 * and the validity of the key are checked for each request.
 */
class VerifiedSignatures {
    private final Set<ByteBuffer> entries;

    /** Creates a cache that evicts the oldest entry when it is full. */
    VerifiedSignatures(int maxSize) {
        entries = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Boolean> eldest) {
                return size() > maxSize;
            }
        }));
    }

    boolean contains(String token, PublicKey key) {
        return entries.contains(hash(token, key));
    }

    void add(String token, PublicKey key) {
        entries.add(hash(token, key));
    }

    private static ByteBuffer hash(String token, PublicKey key) {
        return ByteBuffer.wrap(Sha256.of(key.getEncoded(), token.getBytes(StandardCharsets.UTF_8)));
    }
}
