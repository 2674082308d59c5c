package health.polaris.telemetry.http;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash of FIPS 180-4 that stands for what need not, or must not, be kept itself. */
public final class Sha256 {
    private Sha256() {}

    /** The 32 bytes of the hash of these parts, one after the other. */
    public static byte[] of(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
