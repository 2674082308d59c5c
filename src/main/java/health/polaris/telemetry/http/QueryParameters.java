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
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What stands behind the question mark of an address, each read as what it must be; what it is not is refused with 400. */
public final class QueryParameters {
    private final Map<String, List<String>> given;

    private QueryParameters(Map<String, List<String>> given) {
        this.given = given;
    }

    /** The parameters of a request, of which there may be these and no others, each once. */
    public static QueryParameters of(MultivaluedMap<String, String> given, Collection<String> known) {
        given.forEach((name, values) -> {
            if (!known.contains(name)) {
                throw ProblemException.badRequest(
                        name + ": unknown parameter. Known are " + String.join(", ", new TreeSet<>(known)) + ".");
            }
            if (values.size() > 1) {
                throw ProblemException.badRequest(name + ": must be given once.");
            }
            if (values.get(0).indexOf('\0') >= 0) {
                throw ProblemException.badRequest(name + ": must be text without NUL.");
            }
        });
        return new QueryParameters(given);
    }

    public boolean has(String name) {
        return given.containsKey(name);
    }

    /** Refuses what makes no sense here. */
    public void mustNotHave(String name, String reason) {
        if (has(name)) {
            throw ProblemException.badRequest(name + ": must be left out, because " + reason + ".");
        }
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(given.get(name)).map(values -> values.get(0));
    }

    public String required(String name) {
        return text(name).orElseThrow(() -> ProblemException.badRequest(name + ": is required."));
    }

    public Optional<String> oneOf(String name, String... allowed) {
        return text(name)
                .map(value -> must(
                        value, Arrays.asList(allowed).contains(value), name, "one of " + String.join(", ", allowed)));
    }

    public boolean flag(String name) {
        return oneOf(name, "true", "false").map("true"::equals).orElse(false);
    }

    public int number(String name, int least, int most, int otherwise) {
        String expected = "a whole number from " + least + " to " + most;
        String text = text(name).orElse(Integer.toString(otherwise));
        must(text, text.matches("[0-9]{1,9}"), name, expected);
        int number = Integer.parseInt(text);
        must(text, number >= least && number <= most, name, expected);
        return number;
    }

    public Optional<OffsetDateTime> dateTime(String name) {
        return text(name).map(value -> {
            try {
                return DateTimes.parse(value);
            } catch (DateTimeException notOne) {
                throw ProblemException.badRequest(
                        name + ": must be " + DateTimes.EXPECTED + "; a + is written %2B in an address.");
            }
        });
    }

    public Optional<LocalDate> date(String name) {
        String expected = "a date such as 2019-08-11, from the year 1 to 9999";
        return text(name).map(value -> {
            must(value, value.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}") && !value.startsWith("0000"), name, expected);
            try {
                return LocalDate.parse(value);
            } catch (DateTimeException notOne) {
                throw ProblemException.badRequest(name + ": must be " + expected + ".");
            }
        });
    }

    /** Each with its value, by name, but for these. */
    public SortedMap<String, String> without(Collection<String> names) {
        SortedMap<String, String> rest = new TreeMap<>();
        given.forEach((name, values) -> rest.put(name, values.get(0)));
        rest.keySet().removeAll(names);
        return rest;
    }

    private static String must(String value, boolean fits, String name, String expected) {
        if (!fits) {
            throw ProblemException.badRequest(name + ": must be " + expected + ".");
        }
        return value;
    }
}
