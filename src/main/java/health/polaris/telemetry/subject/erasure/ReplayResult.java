package health.polaris.telemetry.subject.erasure;

/**
 * The result of repeated erasures.
 *
 * @param receipts the number of receipts in the request
 * @param erased the number of people who had data, which were erased
 * @param held the number of people whose data were kept, because they are under legal hold
 */
public record ReplayResult(long receipts, long erased, long held) {}
