package health.polaris.telemetry.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Environment variables by name, each read as what it must be; what it is not is noted as a fault. */
class Variables {
    private final Function<String, Optional<String>> values;
    private final Set<String> faults = new LinkedHashSet<>();

    Variables(Function<String, Optional<String>> values) {
        this.values = values;
    }

    void fault(String sentence) {
        faults.add(sentence);
    }

    /** What has been noted so far. */
    List<String> faults() {
        return List.copyOf(faults);
    }

    Optional<String> text(String name) {
        return values.apply(name).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** A setting that has a second name; it is a fault when the two say different things. */
    Optional<String> text(String name, String otherName) {
        List<String> given = Stream.of(name, otherName)
                .map(this::text)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        if (given.size() > 1) {
            fault(name + " and " + otherName + " are two names of one setting, but have different values: unset one.");
        }
        return given.stream().findFirst();
    }

    /** As it stands, because space may be part of a key. */
    String required(String name) {
        String value = values.apply(name).orElse("");
        if (value.isBlank()) {
            fault(name + " is missing: set this environment variable.");
        }
        return value;
    }

    boolean flag(String name) {
        String value = text(name).orElse("false").toLowerCase(Locale.ROOT);
        if (!List.of("true", "false").contains(value)) {
            fault(name + " must be true or false.");
        }
        return value.equals("true");
    }

    <E extends Enum<E>> E oneOf(Class<E> kind, String name, E otherwise) {
        String value = text(name).orElse(otherwise.name());
        E[] allowed = kind.getEnumConstants();
        return Arrays.stream(allowed)
                .filter(constant -> constant.name().equalsIgnoreCase(value))
                .findFirst()
                .orElseGet(() -> {
                    fault(name + " must be one of " + Arrays.toString(allowed) + ".");
                    return otherwise;
                });
    }

    Duration seconds(String name, int least, int most, int otherwise) {
        return Duration.ofSeconds(number(name, "a whole number of seconds", least, most, otherwise));
    }

    int number(String name, int least, int most, int otherwise) {
        return number(name, "a whole number", least, most, otherwise);
    }

    /** A number without a default; empty if the variable is not set. */
    Optional<Integer> optionalNumber(String name, int least, int most) {
        return text(name).map(given -> number(name, least, most, least));
    }

    private int number(String name, String kind, int least, int most, int otherwise) {
        String value = text(name).orElse(Integer.toString(otherwise));
        int number = value.matches("[0-9]{1,9}") ? Integer.parseInt(value) : -1;
        if (number < least || number > most) {
            fault(name + " must be " + kind + " from " + least + " to " + most + ".");
            return otherwise;
        }
        return number;
    }

    /** The absolute address of a web server that a text is; a text that is none is a fault of this setting. */
    Optional<URI> address(String name, String text) {
        Optional<URI> address = parsed(text)
                .filter(uri -> uri.getHost() != null)
                .filter(uri -> List.of("http", "https").contains(uri.getScheme()));
        if (address.isEmpty()) {
            fault(name + " must be an address such as https://id.example.org/.");
        }
        return address;
    }

    private static Optional<URI> parsed(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException malformed) {
            return Optional.empty();
        }
    }
}
