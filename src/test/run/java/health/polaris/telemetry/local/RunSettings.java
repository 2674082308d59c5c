package health.polaris.telemetry.local;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Settings of a local run: environment variables with defaults.
 *
 * @param environment the environment of the server
 */
record RunSettings(Map<String, String> environment) {
    /** Name of the local database and its owner, and password; only reachable from this machine. */
    static final String LOCAL_DATABASE = "telemetry";

    private static final Map<String, String> DEFAULTS = Map.of(
            "ENVIRONMENT", "DEVELOPMENT",
            "HS_KEY", "secret",
            "PROXY_URL", "http://localhost",
            "LOG_FORMAT", "plain",
            "SHUTDOWN_DELAY_SECONDS", "0",
            "SERVER_PORT", "5000",
            "DATABASE_PORT", "5432");

    static RunSettings of(Map<String, String> variables) {
        return new RunSettings(DEFAULTS).with(variables);
    }

    /** Whether the environment selects an existing database. */
    boolean hasDatabase() {
        return environment.containsKey("DATABASE_HOST");
    }

    /** The settings with the local database. */
    RunSettings with(LocalDatabase database) {
        return with(Map.of(
                "DATABASE_HOST", database.host(),
                "DATABASE_PORT", Integer.toString(database.port()),
                "DATABASE_NAME", LOCAL_DATABASE,
                "DATABASE_USER", LOCAL_DATABASE,
                "DATABASE_PASSWORD", LOCAL_DATABASE));
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
            throw new LocalFailure(name + " is not a number: " + get(name), e);
        }
    }

    void require(String... names) {
        List<String> missing = List.of(names).stream()
                .filter(name -> !environment.containsKey(name))
                .toList();
        if (!missing.isEmpty()) {
            throw new LocalFailure(
                    missing.stream().collect(Collectors.joining(", ")) + " must be set if DATABASE_HOST is set.");
        }
    }
}
