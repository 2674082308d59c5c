package health.polaris.telemetry.fuzz;

import health.polaris.telemetry.contract.Tokens;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Generates valid requests, with the owner's token. */
final class RequestGenerator {
    /** Only the service can create cursors; the others are for CSV. */
    private static final Set<String> NOT_GENERATED = Set.of("cursor", "bom", "spreadsheet");

    private static final List<String> VERSIONS =
            List.of("1.10", "v2", "2.0.0-beta.1", "1.2.3.4", "2024.11.1", "1.2.3%20(456)", "1.0.0%2Bbuild");

    private final CreatedRecords records;

    RequestGenerator(CreatedRecords records) {
        this.records = records;
    }

    /** A request for the operation; if it needs a record and none exists, a request that creates one. */
    Message generate(int number, Operation requested, RandomGenerator random) {
        Optional<CreatedRecord> created = requested.collection().flatMap(collection -> records.any(collection, random));
        Operation operation = requested.collection().isPresent() && created.isEmpty()
                ? requested
                        .document()
                        .operation("POST", requested.collection().orElseThrow())
                        .orElseThrow()
                : requested;
        Target target = created.map(CreatedRecord::target).orElseGet(() -> owner(operation, random));
        Message message = new Message(number, operation, target);
        if (operation.isAcrossPeople()) {
            authorize(message, Tokens.system().signed());
        } else if (!operation.isOpen()) {
            authorize(
                    message,
                    Tokens.of(target.claim(), target.person(), Tokens.OWN).signed());
        }
        operation.parameters("header").stream()
                .filter(header -> random.nextInt(3) == 0)
                .forEach(header -> message.headers.put(
                        header.get("name").asString(), header(header.path("schema"), created, random)));
        // another value would be rejected, see HeaderMutations
        message.headers.computeIfPresent("If-Match", (name, any) -> "*");
        if (message.headers.containsKey("If-None-Match")) {
            message.mutate("a conditional read", operation.success(), 304);
        }
        addQuery(message, random);
        if (operation.hasBody()) {
            message.headers.put("Content-Type", "application/json");
            addBody(message, random);
        }
        return message;
    }

    /** Adds required query parameters, and sometimes an optional one. */
    private static void addQuery(Message message, RandomGenerator random) {
        Map<Boolean, List<JsonNode>> parameters = message.operation.parameters("query").stream()
                .filter(parameter ->
                        !NOT_GENERATED.contains(parameter.get("name").asString()))
                .collect(Collectors.partitioningBy(
                        parameter -> parameter.path("required").asBoolean(false)));
        List<JsonNode> chosen = new ArrayList<>(parameters.get(true));
        if (!parameters.get(false).isEmpty() && random.nextBoolean()) {
            chosen.add(RandomChoice.of(parameters.get(false), random));
        }
        Values values = new Values(random);
        String query = chosen.stream()
                .map(parameter -> {
                    String name = parameter.get("name").asString();
                    JsonNode schema = message.operation.document().resolve(parameter.get("schema"));
                    return name + "=" + query(name, schema, values, random);
                })
                .collect(Collectors.joining("&"));
        message.path += query.isEmpty() ? "" : "?" + query;
    }

    private static String query(String name, JsonNode schema, Values values, RandomGenerator random) {
        return switch (name) {
            // before the end of the default range, which is today, and within the largest range
            case "from" ->
                LocalDate.now(ZoneOffset.UTC).minusDays(random.nextInt(900)).toString();
            // for each day, a figure of many products would be too large
            case "period" -> RandomChoice.of(List.of("week", "month"), random);
            case "below" -> RandomChoice.of(VERSIONS, random);
            default -> values.inQuery(schema);
        };
    }

    static void authorize(Message message, String token) {
        message.headers.put("Authorization", "Bearer " + token);
    }

    private Target owner(Operation operation, RandomGenerator random) {
        return operation
                .owner()
                .map(owner -> {
                    String claim = owner.get("name").asString();
                    JsonNode schema = operation.document().resolve(owner.get("schema"));
                    Target newOwner = new Target(claim, new Texts(random).id(Values.maxLength(schema)), "");
                    return records.anyOwner(claim, random)
                            .filter(known -> random.nextInt(3) > 0)
                            .map(known -> known.at(""))
                            .orElse(newOwner);
                })
                .orElse(Target.NOTHING);
    }

    /**
     * Adds a random subset of the keys in random order, with all required ones. Keys that repeat a path parameter get
     * the same value.
     */
    private static void addBody(Message message, RandomGenerator random) {
        Values values = new Values(random);
        int omitted = random.nextInt(4);
        Map<String, JsonNode> known = message.operation.fields();
        List<String> keys = new ArrayList<>(known.keySet());
        Collections.rotate(keys, random.nextInt(keys.size()));
        keys.stream()
                .filter(key -> message.operation.required().contains(key) || random.nextInt(4) >= omitted)
                .forEach(key -> message.fields.put(
                        key,
                        message.operation.isParameter(key)
                                ? values.quoted(message.target.person())
                                : values.valid(known.get(key))));
    }

    /** A header value that matches the pattern; without a pattern, the tag of the record or another text. */
    private static String header(JsonNode schema, Optional<CreatedRecord> created, RandomGenerator random) {
        String text = new Texts(random).printable(random.nextInt(12, 256));
        if (schema.has("pattern")) {
            boolean fits = Pattern.matches(schema.get("pattern").asString(), text);
            return fits ? text : '"' + text.replaceAll("[\"\\\\]", "-") + '"';
        }
        return created.filter(known -> random.nextBoolean())
                .map(CreatedRecord::tag)
                .orElse(text);
    }
}
