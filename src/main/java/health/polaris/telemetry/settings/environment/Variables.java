package health.polaris.telemetry.settings.environment;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads environment variables by name and type, and collects errors. */
class Variables {
    /** A password encoded for Open Liberty. */
    private static final Pattern ENCODED = Pattern.compile("\\{\\w+}");

    private static final Pattern FINAL_LINE_BREAK = Pattern.compile("\\r?\\n\\z");

    private final Function<String, Optional<String>> values;
    private final JvmDefaults jvm;
    private final Set<String> errors = new LinkedHashSet<>();

    Variables(Function<String, Optional<String>> values, JvmDefaults jvm) {
        this.values = values;
        this.jvm = jvm;
    }

    void addError(String message) {
        errors.add(message);
    }

    List<String> errors() {
        return List.copyOf(errors);
    }

    Optional<String> text(String name) {
        return value(name).map(String::strip).filter(text -> !text.isEmpty());
    }

    private Optional<String> value(String name) {
        Optional<String> value = values.apply(name);
        value.filter(jvm::mayGarble)
                .ifPresent(garbled -> addError(name + " has characters outside ASCII, and the JVM does not read the"
                        + " environment as UTF-8: set LC_ALL=C.UTF-8."));
        return value;
    }

    /** A setting with two names; different values are an error. */
    Optional<String> text(String name, String otherName) {
        List<String> distinct = Stream.of(name, otherName)
                .map(this::text)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        if (distinct.size() > 1) {
            addError(name + " and " + otherName
                    + " are names of the same setting but have different values: unset one.");
        }
        return distinct.stream().findFirst();
    }

    /** Not stripped: white space may be part of a key. */
    String required(String name) {
        String value = value(name).orElse("");
        if (value.isBlank()) {
            addError(name + " is missing: set this environment variable.");
        }
        return value;
    }

    /**
     * A secret, from the variable or from the file that NAME_FILE names. Not stripped, except for the final line break of the
     * file.
     */
    Optional<String> secret(String name) {
        Optional<String> value = value(name).filter(secret -> !secret.isBlank());
        Optional<String> file = text(fileOf(name));
        if (file.isEmpty()) {
            return value;
        }
        if (value.isPresent()) {
            addError(name + " and " + fileOf(name) + " are both set: unset one.");
            return value;
        }
        return content(fileOf(name), file.get());
    }

    String requiredSecret(String name) {
        Optional<String> secret = secret(name);
        return text(fileOf(name)).isPresent() ? secret.orElse("") : required(name);
    }

    /** A secret that the server reads. It supports only variables, so the start script reads the file. */
    String requiredServerSecret(String name) {
        String secret = requiredSecret(name);
        if (!secret.isEmpty() && value(name).isEmpty()) {
            addError(fileOf(name) + " has no effect without start.sh: start the server with it, or set " + name + ".");
        }
        return secret;
    }

    private static String fileOf(String secret) {
        return secret + "_FILE";
    }

    /** The errors do not contain the path, because it may be a secret that was set with the wrong name. */
    private Optional<String> content(String name, String path) {
        try {
            String content =
                    FINAL_LINE_BREAK.matcher(Files.readString(Path.of(path))).replaceFirst("");
            if (!content.isBlank()) {
                return Optional.of(content);
            }
            addError(name + " names an empty file: write the value into it.");
        } catch (IOException | InvalidPathException unreadable) {
            addError(name + " must name a file in UTF-8 that the service can read.");
        }
        return Optional.empty();
    }

    /** Rejects a value that the server would read differently: it keeps white space and replaces references. */
    void requireServerReadable(String name) {
        String value = value(name).orElse("");
        if (!value.equals(value.strip())) {
            addError(name + " has white space at its start or end, which the server does not ignore: remove it.");
        }
        if (value.contains("${") || ENCODED.matcher(value).lookingAt()) {
            addError(
                    name + " must not contain ${ or start with a word in braces such as {xor}: the server would replace"
                            + " it.");
        }
    }

    boolean flag(String name) {
        String value = text(name).orElse("false").toLowerCase(Locale.ROOT);
        if (!List.of("true", "false").contains(value)) {
            addError(name + " must be true or false.");
        }
        return value.equals("true");
    }

    <E extends Enum<E>> E oneOf(Class<E> type, String name, E defaultValue) {
        String value = text(name).orElse(defaultValue.name());
        E[] allowed = type.getEnumConstants();
        return Arrays.stream(allowed)
                .filter(constant -> constant.name().equalsIgnoreCase(value))
                .findFirst()
                .orElseGet(() -> {
                    addError(name + " must be one of " + Arrays.toString(allowed) + ".");
                    return defaultValue;
                });
    }

    Duration seconds(String name, int min, int max, int defaultValue) {
        return Duration.ofSeconds(number(name, "a whole number of seconds", min, max, defaultValue));
    }

    int number(String name, int min, int max, int defaultValue) {
        return number(name, "a whole number", min, max, defaultValue);
    }

    Optional<Integer> optionalNumber(String name, int min, int max) {
        return text(name).map(value -> number(name, min, max, min));
    }

    private int number(String name, String type, int min, int max, int defaultValue) {
        String value = text(name).orElse(Integer.toString(defaultValue));
        int number = value.matches("[0-9]{1,9}") ? Integer.parseInt(value) : -1;
        if (number < min || number > max) {
            addError(name + " must be " + type + " from " + min + " to " + max + ".");
            return defaultValue;
        }
        return number;
    }

    /**
     * Parses an absolute HTTP address.
     *
     * @param name the setting to report in an error
     */
    Optional<URI> address(String name, String text) {
        if (!isAddress(text)) {
            addError(name + " must be an address such as https://id.example.org/.");
            return Optional.empty();
        }
        return parse(text);
    }

    /** An absolute URI that identifies a system of identifiers, such as an address or an OID. */
    Optional<String> identifierSystem(String name) {
        Optional<String> system = text(name);
        if (system.flatMap(Variables::parse).filter(URI::isAbsolute).isEmpty() && system.isPresent()) {
            addError(name
                    + " must be an absolute URI such as https://platform.example.org/id/patient or urn:oid:2.999.1.");
        }
        return system;
    }

    static boolean isAddress(String text) {
        return parse(text)
                .filter(uri -> uri.getHost() != null)
                .filter(uri -> List.of("http", "https").contains(uri.getScheme()))
                .isPresent();
    }

    private static Optional<URI> parse(String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException malformed) {
            return Optional.empty();
        }
    }
}
