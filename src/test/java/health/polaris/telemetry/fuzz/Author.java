package health.polaris.telemetry.fuzz;

import health.polaris.telemetry.contract.Tokens;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Writes requests that keep to the document, with the owner's token. */
final class Author {
    private final Memory memory;

    Author(Memory memory) {
        this.memory = memory;
    }

    /** A request of this operation; of the one that creates a record, while there is none for this one. */
    Message write(int number, Operation wanted, RandomGenerator random) {
        Optional<Kept> kept = wanted.collection().flatMap(collection -> memory.any(collection, random));
        Operation operation = wanted.collection().isPresent() && kept.isEmpty()
                ? wanted.document()
                        .operation("POST", wanted.collection().orElseThrow())
                        .orElseThrow()
                : wanted;
        Target target = kept.map(Kept::target).orElseGet(() -> somebody(operation, random));
        Message message = new Message(number, operation, target);
        if (operation.isOfNobody()) {
            bear(message, Tokens.system().signed());
        } else if (!operation.isOpen()) {
            bear(message, Tokens.of(target.claim(), target.person(), Tokens.OWN).signed());
        }
        operation.parameters("header").stream()
                .filter(header -> random.nextInt(3) == 0)
                .forEach(header -> message.headers.put(
                        header.get("name").asString(), header(header.path("schema"), kept, random)));
        if (message.headers.containsKey("If-None-Match")) {
            message.spoil("with a tag", operation.success(), 304);
        }
        ask(message, random);
        if (operation.hasBody()) {
            message.headers.put("Content-Type", "application/json");
            fill(message, random);
        }
        return message;
    }

    /** What is required in the query, and sometimes something more; a cursor only the service can make. */
    private static void ask(Message message, RandomGenerator random) {
        Map<Boolean, List<JsonNode>> parameters = message.operation.parameters("query").stream()
                .filter(parameter -> !parameter.get("name").asString().equals("cursor"))
                .collect(Collectors.partitioningBy(
                        parameter -> parameter.path("required").asBoolean(false)));
        List<JsonNode> chosen = new ArrayList<>(parameters.get(true));
        if (!parameters.get(false).isEmpty() && random.nextBoolean()) {
            chosen.add(Choice.of(parameters.get(false), random));
        }
        Values values = new Values(random);
        String query = chosen.stream()
                .map(parameter -> {
                    String name = parameter.get("name").asString();
                    JsonNode schema = message.operation.document().resolve(parameter.get("schema"));
                    // before today, where the span ends if nothing else is said, and not too many days
                    String value = name.equals("from")
                            ? LocalDate.now(ZoneOffset.UTC)
                                    .minusDays(random.nextInt(900))
                                    .toString()
                            : values.inAddress(schema);
                    return name + "=" + value;
                })
                .collect(Collectors.joining("&"));
        message.path += query.isEmpty() ? "" : "?" + query;
    }

    static void bear(Message message, String token) {
        message.headers.put("Authorization", "Bearer " + token);
    }

    private Target somebody(Operation operation, RandomGenerator random) {
        return operation
                .owner()
                .map(owner -> {
                    String claim = owner.get("name").asString();
                    JsonNode schema = operation.document().resolve(owner.get("schema"));
                    Target stranger = new Target(claim, new Texts(random).id(Values.most(schema)), "");
                    return memory.anybody(claim, random)
                            .filter(known -> random.nextInt(3) > 0)
                            .map(known -> known.at(""))
                            .orElse(stranger);
                })
                .orElse(Target.NOTHING);
    }

    /** Any subset of the keys with all that are required, in any order; what the path says as well is said again. */
    private static void fill(Message message, RandomGenerator random) {
        Values values = new Values(random);
        int left = random.nextInt(4);
        Map<String, JsonNode> known = message.operation.fields();
        List<String> keys = new ArrayList<>(known.keySet());
        Collections.rotate(keys, random.nextInt(keys.size()));
        keys.stream()
                .filter(key -> message.operation.required().contains(key) || random.nextInt(4) >= left)
                .forEach(key -> message.fields.put(
                        key,
                        message.operation.isParameter(key)
                                ? values.quoted(message.target.person())
                                : values.fit(known.get(key))));
    }

    /** A text that keeps to the header's pattern; where it has none, the tag of the record or another. */
    private static String header(JsonNode schema, Optional<Kept> kept, RandomGenerator random) {
        String text = new Texts(random).printable(random.nextInt(12, 256));
        if (schema.has("pattern")) {
            boolean fits = Pattern.matches(schema.get("pattern").asString(), text);
            return fits ? text : '"' + text.replaceAll("[\"\\\\]", "-") + '"';
        }
        return kept.filter(known -> random.nextBoolean()).map(Kept::tag).orElse(text);
    }
}
