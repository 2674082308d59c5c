package health.polaris.telemetry.contract;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many requests the service says that it refused, by reason. */
final class Refusals {
    private Refusals() {}

    /** Since the start of the service. */
    static int of(String reason) {
        Matcher counter = Pattern.compile("(?m)^token_refusals_total\\{[^}]*reason=\"" + reason + "\"[^}]*} ([0-9.]+)$")
                .matcher(Client.nobody().get("/metrics").text());
        return counter.find() ? (int) Double.parseDouble(counter.group(1)) : 0;
    }
}
