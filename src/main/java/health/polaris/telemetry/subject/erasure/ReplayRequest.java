package health.polaris.telemetry.subject.erasure;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;

/** The body of a request to repeat erasures. */
public record ReplayRequest(@NotNull @Valid List<@NotNull ErasureReceipt> receipts) {}
