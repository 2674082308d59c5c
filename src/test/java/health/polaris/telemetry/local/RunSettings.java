package health.polaris.telemetry.local;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The settings of a run on one's own machine: the environment variables, with defaults for those that are not set.
 *
 * @param environment what the server gets to see
 */
record RunSettings(Map<String, String> environment) {
    /** The name of the database that we start, of its owner, and the password: it is reached from this machine only. */
    static final String OWN_DATABASE = "telemetry";

    private static final Map<String, String> DEFAULTS = Map.of(
            "ENVIRONMENT", "DEVELOPMENT",
            "HS_KEY", "secret",
            "PROXY_URL", "http://localhost",
            "LOG_FORMAT", "plain",
            "SHUTDOWN_DELAY_SECONDS", "0",
            "SERVER_PORT", "5000",
            "DATABASE_PORT", "5432");

    static RunSettings of(Map<String, String> given) {
        return new RunSettings(DEFAULTS).with(given);
    }

    /** Whether the person has a database already. */
    boolean namesDatabase() {
        return environment.containsKey("DATABASE_HOST");
    }

    /** The same, with the database of ours. */
    RunSettings with(LocalDatabase database) {
        return with(Map.of(
                "DATABASE_HOST", database.host(),
                "DATABASE_PORT", Integer.toString(database.port()),
                "DATABASE_NAME", OWN_DATABASE,
                "DATABASE_USER", OWN_DATABASE,
                "DATABASE_PASSWORD", OWN_DATABASE));
    }

    private RunSettings with(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(more);
        return new RunSettings(all);
    }

    String get(String name) {
        return environment.get(name);
    }

    int number(String name) {
        try {
            return Integer.parseInt(get(name));
        } catch (NumberFormatException e) {
            throw new LocalFailure(name + " is no number: " + get(name), e);
        }
    }

    void require(String... names) {
        List<String> missing = List.of(names).stream()
                .filter(name -> !environment.containsKey(name))
                .toList();
        if (!missing.isEmpty()) {
            throw new LocalFailure(missing.stream().collect(Collectors.joining(", "))
                    + " must be set as well, since DATABASE_HOST is.");
        }
    }
}
