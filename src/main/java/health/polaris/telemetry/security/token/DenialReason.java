package health.polaris.telemetry.security.token;

import health.polaris.telemetry.http.problem.ProblemException;
import java.util.Locale;

/** Reason for a 401, 403, 429 or 503. Logged and counted; the client gets less detail. */
public enum DenialReason {
    NO_TOKEN,
    /** Longer than a valid token can be. */
    TOO_LONG,
    /** Not a signed JWT, or with claims of wrong types. */
    MALFORMED,
    /** The issuer is not configured. */
    UNKNOWN_ISSUER,
    /** The issuer does not use this algorithm. */
    ALGORITHM,
    /** The token has a critical header that is not supported (RFC 7515 section 4.1.11). */
    CRITICAL_HEADER,
    /** The issuer has no such key. */
    UNKNOWN_KEY,
    KEYS_UNAVAILABLE,
    SIGNATURE,
    /** Too many signatures are being verified. */
    CHECKS_EXHAUSTED,
    AUDIENCE,
    /** Expired, or without an expiry. */
    EXPIRED,
    /** Expires too far in the future. */
    LIFETIME,
    NOT_YET_VALID,
    /** The token cannot be verified because of a defect of the service. */
    FAULT,
    /** The caller has exceeded the limit of requests per minute. */
    TOO_MANY_REQUESTS,
    /** The address has exceeded the limit of rejected tokens per minute. */
    TOO_MANY_REFUSED_TOKENS,
    /** The token is valid but lacks the right of the operation. */
    NO_RIGHT;

    private static final int KEYS_RETRY_AFTER_SECONDS = 30;
    private static final int CHECKS_RETRY_AFTER_SECONDS = 2;
    private static final int LIMIT_RETRY_AFTER_SECONDS = 60;

    /** The response. It does not reveal why a token is invalid. */
    public ProblemException problem() {
        return switch (this) {
            case NO_TOKEN -> ProblemException.unauthorized("Bearer", "A bearer token is required.");
            case NO_RIGHT -> ProblemException.forbidden("The token does not permit this operation.");
            case KEYS_UNAVAILABLE ->
                ProblemException.unavailable(
                        "The issuer's keys cannot be fetched now. Try again later.", KEYS_RETRY_AFTER_SECONDS);
            case CHECKS_EXHAUSTED ->
                ProblemException.unavailable(
                        "Too many tokens are being verified. Try again later.", CHECKS_RETRY_AFTER_SECONDS);
            case FAULT ->
                ProblemException.unavailable(
                        "The token cannot be verified now. The reason is in the log of the service.",
                        KEYS_RETRY_AFTER_SECONDS);
            case TOO_MANY_REQUESTS ->
                ProblemException.tooManyRequests(
                        "The caller has made too many requests this minute.", LIMIT_RETRY_AFTER_SECONDS);
            case TOO_MANY_REFUSED_TOKENS ->
                ProblemException.tooManyRequests(
                        "Too many invalid tokens were sent from this address this minute.", LIMIT_RETRY_AFTER_SECONDS);
            default ->
                ProblemException.unauthorized(
                        "Bearer error=\"invalid_token\"",
                        "The token is not valid: it is malformed, expired or not from a trusted issuer.");
        };
    }

    /** Whether a token was sent and is invalid. */
    public boolean isInvalidToken() {
        return problem().status() == 401 && this != NO_TOKEN;
    }

    /** The value in the log and the metric. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
