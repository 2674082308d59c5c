package health.polaris.telemetry.settings;

/** The environment of the service. Unknown names mean production. */
public enum Environment {
    PRODUCTION,
    DEMO,
    DEVELOPMENT,
    STAGING,
    TRAINING,
    TEST;

    public boolean isForDevelopers() {
        return this == DEVELOPMENT || this == TEST;
    }

    public static Environment named(String name) {
        for (Environment environment : values()) {
            if (environment.name().equalsIgnoreCase(name)) {
                return environment;
            }
        }
        return PRODUCTION;
    }
}
