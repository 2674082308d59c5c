package health.polaris.telemetry.settings.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings that the server reads too, and defaults of its JVM. */
class ServerSettingsTest {
    private final TestVariables settings = new TestVariables();

    /** Values that the server would read differently stop the start. */
    @ParameterizedTest
    @CsvSource({
        "DATABASE_PORT,'24010 ',DATABASE_PORT has white space",
        "DB_POOL_SIZE,'16\r',DB_POOL_SIZE has white space",
        "SERVER_PORT,' 5000',SERVER_PORT has white space",
        "DATABASE_HOST,'db\r',DATABASE_HOST has white space",
        "DATABASE_PASSWORD,'secret ',DATABASE_PASSWORD has white space",
        "DATABASE_PASSWORD,{xor}Lz4sLCgwLTs=,DATABASE_PASSWORD must not contain",
        "DATABASE_PASSWORD,a${env.HOME}b,DATABASE_PASSWORD must not contain",
        "DATABASE_PASSWORD,${ENV=HOME},DATABASE_PASSWORD must not contain",
        "DATABASE_USER,{aes}x,DATABASE_USER must not contain",
        "DATABASE_LOCK_TIMEOUT_MILLIS,soon,DATABASE_LOCK_TIMEOUT_MILLIS must be a whole number"
    })
    void valueThatTheServerReadsDifferentlyStopsTheStart(String name, String value, String message) {
        settings.put(name, value.replace("\\r", "\r"));

        assertThatThrownBy(settings::read).hasMessageStartingWith(message);
    }

    /** Servers read these passwords as they are. */
    @ParameterizedTest
    @ValueSource(strings = {"a $mall secret", "{", "a{xor}b", "$", "$(x)", "#{x}", "a,b:c=d\\e\"f'g<h>&i;"})
    void otherPasswordIsAccepted(String password) {
        settings.put("DATABASE_PASSWORD", password);

        assertThat(settings.read().databaseConnections()).isEqualTo(16);
    }

    /** The time zone must be UTC: with daylight saving JDBC would shift dates. */
    @Test
    void otherTimeZoneStopsTheStart() {
        assertThatThrownBy(() -> settings.read(new JvmDefaults(ZoneId.of("Europe/Berlin"), Locale.ENGLISH, "UTF-8")))
                .hasMessageContaining("-Duser.timezone=UTC");
        assertThat(settings.read(new JvmDefaults(ZoneId.of("Etc/UTC"), Locale.ENGLISH, "UTF-8")))
                .isEqualTo(settings.read());
    }

    /** Servers and libraries convert names in the locale of the JVM, so i must be the lower case of I. */
    @ParameterizedTest
    @CsvSource({
        "tr-TR,false",
        "az-AZ,false",
        "lt-LT,true",
        "de-DE,true",
        "th-TH-u-ca-buddhist-nu-thai,true",
        "ar-EG-u-nu-arab,true"
    })
    void localeMustHaveTheUsualLetters(String tag, boolean starts) {
        JvmDefaults jvm = new JvmDefaults(ZoneOffset.UTC, Locale.forLanguageTag(tag), "UTF-8");

        if (starts) {
            assertThat(settings.read(jvm)).isEqualTo(settings.read());
        } else {
            assertThatThrownBy(() -> settings.read(jvm))
                    .hasMessageStartingWith("The server runs in the locale")
                    .hasMessageEndingWith("start it with -Duser.language=en.");
        }
    }

    /** A JVM that does not read the environment as UTF-8 would use another key than the platform. */
    @Test
    void charactersThatTheJvmCannotReadStopTheStart() {
        JvmDefaults posix = new JvmDefaults(ZoneOffset.UTC, Locale.ENGLISH, "ANSI_X3.4-1968");
        assertThat(settings.read(posix)).isEqualTo(settings.read());

        settings.put("HS_KEY", TestVariables.KEY + "é");
        assertThat(settings.read().platform().secrets()).containsExactly(TestVariables.KEY + "é");
        assertThatThrownBy(() -> settings.read(posix))
                .hasMessageStartingWith("HS_KEY has characters outside ASCII")
                .hasMessageContaining("LC_ALL=C.UTF-8");
    }
}
