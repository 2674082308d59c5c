package health.polaris.telemetry.settings.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.polaris.telemetry.settings.InvalidSettings;
import health.polaris.telemetry.settings.Retention;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The settings of retention, which remove data: none may be misread. */
class RetentionSettingsTest {
    private final TestVariables settings = new TestVariables();

    /** Nothing is removed by default. */
    @Test
    void retentionIsOffByDefault() {
        assertThat(settings.read().retention().isOn()).isFalse();
        assertThat(settings.read().retention().effect()).isEmpty();
    }

    /** Each number of days switches retention on. */
    @ParameterizedTest
    @CsvSource({
        "RETENTION_INACTIVE_DAYS,RETENTION_INACTIVE_DAYS=30 RETENTION_MODE=erase",
        "RETENTION_HISTORY_DAYS,RETENTION_HISTORY_DAYS=30",
        "RETENTION_IDENTIFYING_DAYS,RETENTION_IDENTIFYING_DAYS=30",
        "RETENTION_ACCESS_DAYS,RETENTION_ACCESS_DAYS=30"
    })
    void eachNumberOfDaysSwitchesRetentionOn(String name, String effect) {
        settings.put(name, "30");

        assertThat(settings.read().retention().isOn()).isTrue();
        assertThat(settings.read().retention().effect()).isEqualTo(effect);
    }

    /** All settings are read. */
    @Test
    void settingsAreRead() {
        settings.put("RETENTION_INACTIVE_DAYS", "36500");
        settings.put("RETENTION_MODE", "Anonymise");
        settings.put("RETENTION_HISTORY_DAYS", "400");
        settings.put("RETENTION_IDENTIFYING_DAYS", "36499");
        settings.put("RETENTION_ACCESS_DAYS", "500");
        settings.put("RETENTION_HOUR", "0");

        assertThat(settings.read().retention())
                .isEqualTo(new Retention(
                        Optional.of(36_500),
                        Retention.Mode.ANONYMISE,
                        Optional.of(400),
                        Optional.of(36_499),
                        Optional.of(500),
                        0));
    }

    /** A number of days outside the range, or another text, stops the start. */
    @ParameterizedTest
    @ValueSource(strings = {"0", "29", "36501", "-365", "1.5", "a year", "400d"})
    void otherNumberOfDaysStopsTheStart(String days) {
        for (String name : new String[] {
            "RETENTION_INACTIVE_DAYS", "RETENTION_HISTORY_DAYS", "RETENTION_IDENTIFYING_DAYS", "RETENTION_ACCESS_DAYS"
        }) {
            TestVariables one = new TestVariables();
            one.put(name, days);

            assertThatThrownBy(one::read)
                    .isInstanceOf(InvalidSettings.class)
                    .hasMessage(name + " must be a whole number from 30 to 36500.");
        }
    }

    /** An hour or mode that does not exist stops the start. */
    @ParameterizedTest
    @CsvSource({
        "RETENTION_HOUR,24,RETENTION_HOUR must be a whole number from 0 to 23.",
        "RETENTION_HOUR,-1,RETENTION_HOUR must be a whole number from 0 to 23.",
        "RETENTION_HOUR,2:00,RETENTION_HOUR must be a whole number from 0 to 23.",
        "RETENTION_MODE,delete,'RETENTION_MODE must be one of [ERASE, ANONYMISE].'"
    })
    void otherHourOrModeStopsTheStart(String name, String value, String message) {
        settings.put("RETENTION_INACTIVE_DAYS", "400");
        settings.put(name, value);

        assertThatThrownBy(settings::read).hasMessage(message);
    }

    /** A mode without inactive people stops the start. */
    @Test
    void modeWithoutDaysStopsTheStart() {
        settings.put("RETENTION_MODE", "erase");
        settings.put("RETENTION_ACCESS_DAYS", "400");

        assertThatThrownBy(settings::read)
                .hasMessage("RETENTION_INACTIVE_DAYS is missing: set it, because RETENTION_MODE is set.");
    }

    /** An hour without any number of days stops the start. */
    @Test
    void hourWithoutDaysStopsTheStart() {
        settings.put("RETENTION_HOUR", "3");

        assertThatThrownBy(settings::read)
                .hasMessage("RETENTION_HOUR has no effect without a number of days: set one of the variables"
                        + " RETENTION_…_DAYS, or unset RETENTION_HOUR.");
    }

    /** Names of old devices cannot be kept for longer than people. */
    @ParameterizedTest
    @ValueSource(strings = {"100", "101"})
    void identifyingFieldsCannotOutliveThePerson(String days) {
        settings.put("RETENTION_INACTIVE_DAYS", "100");
        settings.put("RETENTION_IDENTIFYING_DAYS", days);

        assertThatThrownBy(settings::read)
                .hasMessage(
                        "RETENTION_IDENTIFYING_DAYS must be less than RETENTION_INACTIVE_DAYS: the names of old devices"
                                + " would be kept for longer than people.");
    }
}
