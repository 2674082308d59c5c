package health.polaris.telemetry.security.token;

import health.polaris.telemetry.http.problem.ProblemException;
import java.util.Locale;

/** Why a request gets no caller, or a caller not what they ask for. For the log and a metric; a client is told less. */
public enum DenialReason {
    /** No token at all. */
    NO_TOKEN,
    /** Longer than any honest one. */
    TOO_LONG,
    /** No signed JWT, or its claims have other types than they must. */
    MALFORMED,
    /** Of an issuer that is not configured. */
    UNKNOWN_ISSUER,
    /** Signed by an algorithm that is not this issuer's. */
    ALGORITHM,
    /** With a header that must be understood, and is not (RFC 7515 section 4.1.11). */
    CRITICAL_HEADER,
    /** Signed by a key that the issuer does not have. */
    UNKNOWN_KEY,
    /** The issuer's keys cannot be fetched now. */
    KEYS_UNAVAILABLE,
    SIGNATURE,
    /** Too many other signatures are being verified. */
    CHECKS_EXHAUSTED,
    AUDIENCE,
    /** Expired, or without an expiry. */
    EXPIRED,
    NOT_YET_VALID,
    /** Of a caller who has made more requests in this minute than one may. */
    TOO_MANY_REQUESTS,
    /** From an address that has sent more refused tokens in this minute than one may. */
    TOO_MANY_REFUSED_TOKENS,
    /** A good token, without the right that the operation needs. */
    NO_RIGHT;

    private static final int KEYS_RETRY_AFTER_SECONDS = 30;
    private static final int CHECKS_RETRY_AFTER_SECONDS = 2;
    private static final int LIMIT_RETRY_AFTER_SECONDS = 60;

    /** What the client is answered: of a bad token no more than that it is one. */
    public ProblemException refusal() {
        return switch (this) {
            case NO_TOKEN -> ProblemException.unauthorized("Bearer", "A bearer token is needed.");
            case NO_RIGHT -> ProblemException.forbidden("The token does not give the right to do this.");
            case KEYS_UNAVAILABLE ->
                ProblemException.unavailable(
                        "The issuer's keys cannot be fetched now. Try again later.", KEYS_RETRY_AFTER_SECONDS);
            case CHECKS_EXHAUSTED ->
                ProblemException.unavailable(
                        "Too many tokens are being verified. Try again later.", CHECKS_RETRY_AFTER_SECONDS);
            case TOO_MANY_REQUESTS ->
                ProblemException.tooManyRequests(
                        "The caller has made too many requests in this minute.", LIMIT_RETRY_AFTER_SECONDS);
            case TOO_MANY_REFUSED_TOKENS ->
                ProblemException.tooManyRequests(
                        "Too many invalid tokens have come from this address in this minute.",
                        LIMIT_RETRY_AFTER_SECONDS);
            default ->
                ProblemException.unauthorized(
                        "Bearer error=\"invalid_token\"",
                        "The token is not valid: malformed, expired, or not of an issuer that is trusted here.");
        };
    }

    /** Whether it is the token that is at fault. */
    public boolean isForBadToken() {
        return refusal().status() == 401 && this != NO_TOKEN;
    }

    /** As it is logged and counted. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
