package health.polaris.telemetry.http;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The media types that a client accepts, each with its weight (RFC 9110 section 12.5.1). */
public record AcceptedTypes(Map<String, Double> weights) {
    private static final Pattern TYPE = Pattern.compile("\\s*([^\\s;/]+/[^\\s;/]+)\\s*(;.*)?");
    private static final Pattern WEIGHT =
            Pattern.compile(";\\s*q=([01](?:\\.[0-9]{0,3})?)\\s*(?:;.*)?$", Pattern.CASE_INSENSITIVE);

    /**
     * Reads an Accept header.
     *
     * @param header null without the header. A header without any media type is ignored
     */
    public static AcceptedTypes of(String header) {
        Map<String, Double> weights = new HashMap<>();
        for (String part : header == null ? new String[0] : header.split(",", -1)) {
            Matcher type = TYPE.matcher(part);
            if (type.matches()) {
                Matcher weight = WEIGHT.matcher(type.group(2) == null ? "" : type.group(2));
                weights.put(
                        type.group(1).toLowerCase(Locale.ROOT),
                        weight.find() ? Double.parseDouble(weight.group(1)) : 1);
            }
        }
        return new AcceptedTypes(weights.isEmpty() ? Map.of("*/*", 1.0) : Map.copyOf(weights));
    }

    /** Returns the type with the highest weight, the first of equals; empty if none is accepted. */
    public Optional<String> best(String... offered) {
        return Arrays.stream(offered)
                .filter(type -> weight(type) > 0)
                .sorted(Comparator.comparingDouble(this::weight).reversed())
                .findFirst();
    }

    /** The weight of the most specific range that contains the type. */
    private double weight(String type) {
        return List.of(type, type.replaceFirst("/.*", "/*"), "*/*").stream()
                .filter(weights::containsKey)
                .findFirst()
                .map(weights::get)
                .orElse(0.0);
    }
}
