package health.polaris.telemetry.settings;

/** Where the service runs. Anything that is not named here is production. */
public enum Environment {
    PRODUCTION,
    DEMO,
    DEVELOPMENT,
    STAGING,
    TRAINING,
    TEST;

    /** Whether only developers use it. */
    boolean isForDevelopers() {
        return this == DEVELOPMENT || this == TEST;
    }

    static Environment named(String name) {
        for (Environment environment : values()) {
            if (environment.name().equalsIgnoreCase(name)) {
                return environment;
            }
        }
        return PRODUCTION;
    }
}
