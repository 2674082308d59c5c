package health.polaris.telemetry.fhir;

import health.polaris.telemetry.database.StorableText;
import health.polaris.telemetry.http.problem.ProblemException;
import health.polaris.telemetry.paging.Paging;
import health.polaris.telemetry.query.Condition;
import jakarta.ws.rs.core.UriInfo;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The parameters of a search or history. {@code Prefer: handling=strict} rejects unknown parameters; otherwise they are ignored. */
public final class SearchParameters {
    static final String CURSOR = "cursor";

    private static final String COUNT = "_count";
    private static final String SUMMARY = "_summary";
    private static final Set<String> WITHOUT_EFFECT_ON_RESULTS = Set.of(FhirFormat.PARAMETER, "_pretty");
    private static final Set<String> OF_PAGES = Set.of(COUNT, SUMMARY, CURSOR);
    private static final int MAX_VALUES = 50;
    private static final int MAX_DIGITS = 9;

    /** A comma that is not escaped. */
    private static final Pattern COMMA = Pattern.compile("(?<!\\\\),");

    private static final Pattern MODIFIER = Pattern.compile("[:.].*", Pattern.DOTALL);
    private static final Pattern ESCAPED = Pattern.compile("\\\\([,|$\\\\])");
    private static final Pattern STRICT = Pattern.compile("(?i).*\\bhandling\\s*=\\s*\"?strict\\b.*");

    private final SortedMap<String, List<String>> values = new TreeMap<>();
    private final SortedSet<String> ignored = new TreeSet<>();

    private SearchParameters() {}

    /**
     * Reads the parameters of a request.
     *
     * @param prefer the header Prefer; null without it
     * @param known the parameters of the operation, with their modifiers
     * @param repeatable those that may be repeated, so that all values must match
     */
    public static SearchParameters of(UriInfo uri, String prefer, Set<String> known, Set<String> repeatable) {
        boolean strict = prefer != null && STRICT.matcher(prefer).matches();
        SearchParameters parameters = new SearchParameters();
        uri.getQueryParameters().forEach((name, texts) -> {
            if (known.contains(name) || OF_PAGES.contains(name)) {
                parameters.add(name, texts, repeatable.contains(name));
            } else if (!WITHOUT_EFFECT_ON_RESULTS.contains(name)) {
                parameters.ignore(name, strict, known);
            }
        });
        return parameters;
    }

    private void add(String name, List<String> texts, boolean repeatable) {
        if (texts.size() > 1 && !repeatable) {
            throw ProblemException.badRequest(name + ": must not be repeated.");
        }
        if (texts.size() > MAX_VALUES) {
            throw ProblemException.badRequest(name + ": must have at most " + MAX_VALUES + " values.");
        }
        for (String text : texts) {
            if (text.isBlank() || !StorableText.isStorable(text)) {
                throw ProblemException.badRequest(name + ": must be text, without NUL, and not empty.");
            }
        }
        values.put(name, List.copyOf(texts));
    }

    /** A modifier or chain that is not supported changes the meaning of a parameter, so it is never ignored. */
    private void ignore(String name, boolean strict, Set<String> known) {
        boolean modified = known.stream().anyMatch(other -> base(other).equals(base(name)));
        if (modified || strict) {
            throw ProblemException.badRequest(name + ": unknown parameter" + (modified ? " or modifier" : "")
                    + ". The known parameters are " + String.join(", ", new TreeSet<>(known)) + ".");
        }
        ignored.add(name);
    }

    /** The name of a parameter without its modifier and chain. */
    private static String base(String name) {
        return MODIFIER.matcher(name).replaceFirst("");
    }

    /** The unknown parameters. */
    public Set<String> ignored() {
        return ignored;
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** The value of a parameter that may have only one. */
    public Optional<String> single(String name) {
        List<String> all = alternatives(name);
        if (all.size() > 1) {
            throw ProblemException.badRequest(name + ": must have one value. Escape a comma as \\,");
        }
        return all.stream().findFirst();
    }

    /** The values of a parameter, one of which must match. */
    public List<String> alternatives(String name) {
        List<String> all = has(name)
                ? Arrays.stream(COMMA.split(values.get(name).get(0), -1))
                        .map(text -> ESCAPED.matcher(text).replaceAll("$1"))
                        .toList()
                : List.of();
        if (all.size() > MAX_VALUES || all.stream().anyMatch(String::isBlank)) {
            throw ProblemException.badRequest(name + ": must have 1 to " + MAX_VALUES + " values, none of them empty.");
        }
        return all;
    }

    public List<Token> tokens(String name) {
        return alternatives(name).stream().map(Token::of).toList();
    }

    /** The conditions of a date parameter, all of which must match. */
    public List<Condition> dates(String name, String column) {
        List<Condition> conditions = new ArrayList<>();
        values.getOrDefault(name, List.of())
                .forEach(value -> conditions.add(DateInterval.parse(name, value).condition(column)));
        return List.copyOf(conditions);
    }

    /** Whether only the number of results is requested. */
    public boolean isCount() {
        Optional<String> summary = single(SUMMARY);
        if (summary.isPresent() && !Set.of("count", "false").contains(summary.get())) {
            throw ProblemException.badRequest(SUMMARY + ": must be count or false.");
        }
        return summary.filter("count"::equals).isPresent()
                || single(COUNT).filter("0"::equals).isPresent();
    }

    /** The maximum number of results on a page. A larger number is reduced, as FHIR permits. */
    public int limit() {
        String text = single(COUNT).orElse(Integer.toString(Paging.DEFAULT_LIMIT));
        if (!text.matches("[0-9]{1," + MAX_DIGITS + "}")) {
            throw ProblemException.badRequest(COUNT + ": must be a whole number.");
        }
        return Math.max(1, Math.min(Paging.MAX_LIMIT, Integer.parseInt(text)));
    }

    Optional<String> cursor() {
        return single(CURSOR);
    }

    /** The filters, without the parameters of pages. */
    String filters() {
        return encoded(
                values.keySet().stream()
                        .filter(name -> !OF_PAGES.contains(name))
                        .collect(Collectors.toSet()),
                Map.of());
    }

    /** The query of this page, without ignored parameters. */
    String self() {
        return encoded(values.keySet(), Map.of());
    }

    /** The query of the next page. */
    String next(String cursor) {
        return encoded(values.keySet(), Map.of(CURSOR, cursor));
    }

    private String encoded(Set<String> names, Map<String, String> replaced) {
        SortedMap<String, List<String>> all = new TreeMap<>(values);
        all.keySet().retainAll(names);
        replaced.forEach((name, value) -> all.put(name, List.of(value)));
        return all.entrySet().stream()
                .flatMap(parameter ->
                        parameter.getValue().stream().map(value -> encoded(parameter.getKey()) + "=" + encoded(value)))
                .collect(Collectors.collectingAndThen(
                        Collectors.joining("&"), query -> query.isEmpty() ? "" : "?" + query));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
