package health.polaris.telemetry.http;

import health.polaris.telemetry.http.json.DateTimes;
import health.polaris.telemetry.http.problem.ProblemException;
import jakarta.ws.rs.core.MultivaluedMap;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The query parameters of a request. An invalid value is rejected with 400. */
public final class QueryParameters {
    private static final int MAX_VALUES = 50;

    private final Map<String, List<String>> parameters;

    private QueryParameters(Map<String, List<String>> parameters) {
        this.parameters = parameters;
    }

    /**
     * Checks that all parameters are known and none is repeated.
     *
     * @param names the names of the operation's parameters, in any number of collections
     */
    @SafeVarargs
    public static QueryParameters of(MultivaluedMap<String, String> parameters, Collection<String>... names) {
        SortedSet<String> known = new TreeSet<>();
        for (Collection<String> some : names) {
            known.addAll(some);
        }
        return withRepeatable(parameters, known, Set.of());
    }

    /** The same, with parameters that may have several values. */
    public static QueryParameters withRepeatable(
            MultivaluedMap<String, String> parameters, SortedSet<String> known, Set<String> repeatable) {
        parameters.forEach((name, values) -> {
            if (!known.contains(name)) {
                throw ProblemException.badRequest(
                        name + ": unknown parameter. The known parameters are " + String.join(", ", known) + ".");
            }
            if (values.size() > 1 && !repeatable.contains(name)) {
                throw ProblemException.badRequest(name + ": must not be repeated.");
            }
            if (values.size() > MAX_VALUES) {
                throw ProblemException.badRequest(name + ": must have at most " + MAX_VALUES + " values.");
            }
            if (values.stream().anyMatch(value -> value.indexOf('\0') >= 0)) {
                throw ProblemException.badRequest(name + ": must be text without NUL.");
            }
        });
        return new QueryParameters(parameters);
    }

    public boolean has(String name) {
        return parameters.containsKey(name);
    }

    /**
     * Rejects a parameter that another one excludes.
     *
     * @param reason the clause after "because" in the problem detail
     */
    public void requireAbsent(String name, String reason) {
        if (has(name)) {
            throw ProblemException.badRequest(name + ": must not be sent, because " + reason + ".");
        }
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(parameters.get(name)).map(values -> values.get(0));
    }

    /** All values of a parameter; none if it is absent. */
    public List<String> texts(String name) {
        return parameters.getOrDefault(name, List.of());
    }

    public String required(String name) {
        return text(name).orElseThrow(() -> ProblemException.badRequest(name + ": is required."));
    }

    public Optional<String> oneOf(String name, String... allowed) {
        return text(name)
                .map(value -> require(
                        value, Arrays.asList(allowed).contains(value), name, "one of " + String.join(", ", allowed)));
    }

    public boolean flag(String name) {
        return oneOf(name, "true", "false").map("true"::equals).orElse(false);
    }

    public int number(String name, int min, int max, int defaultValue) {
        String expected = "a whole number from " + min + " to " + max;
        String text = text(name).orElse(Integer.toString(defaultValue));
        require(text, text.matches("[0-9]{1,9}"), name, expected);
        int number = Integer.parseInt(text);
        require(text, number >= min && number <= max, name, expected);
        return number;
    }

    public Optional<OffsetDateTime> dateTime(String name) {
        return text(name).map(value -> dateTime(name, value));
    }

    /** Reads the value of a date-time parameter. */
    public static OffsetDateTime dateTime(String name, String value) {
        try {
            return DateTimes.parse(value);
        } catch (DateTimeException invalid) {
            throw ProblemException.badRequest(name + ": must be " + DateTimes.EXPECTED + "; encode + as %2B.");
        }
    }

    public Optional<LocalDate> date(String name) {
        String expected = "a date such as 2019-08-11, from the year 1 to 9999";
        return text(name).map(value -> {
            require(value, value.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}") && !value.startsWith("0000"), name, expected);
            try {
                return LocalDate.parse(value);
            } catch (DateTimeException invalid) {
                throw ProblemException.badRequest(name + ": must be " + expected + ".");
            }
        });
    }

    /** All parameters except those with these names, sorted by name; several values of one are joined. */
    public SortedMap<String, String> without(Collection<String> names) {
        SortedMap<String, String> others = new TreeMap<>();
        parameters.forEach((name, values) -> others.put(name, String.join(", ", values)));
        others.keySet().removeAll(names);
        return others;
    }

    private static String require(String value, boolean valid, String name, String expected) {
        if (!valid) {
            throw ProblemException.badRequest(name + ": must be " + expected + ".");
        }
        return value;
    }
}
