package health.polaris.telemetry.analytics.usage;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.analytics.Share;
import health.polaris.telemetry.search.Searchable;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Conversion of rows into platforms. */
class PlatformsTest {
    /** Systems and manufacturers are separate lists. The number of people is that of the systems. */
    @Test
    void listsAreSeparate() {
        Platforms platforms = Platforms.of(
                Searchable.PATIENT,
                rows(
                        row("os", "Android", "9", 2),
                        row("os", "Android", "10", 3),
                        row("os", "iOS", "13", 5),
                        row("manufacturer", "Samsung", "S7", 2),
                        row("manufacturer", "Samsung", "S8", 3),
                        row("manufacturer", "Apple", "X", 5)),
                20,
                1);

        assertThat(platforms)
                .isEqualTo(new Platforms(
                        "patient",
                        10L,
                        List.of(
                                new PlatformGroup(
                                        "Android", 5L, 0.5, List.of(new Share("10", 3L, 0.6), new Share("9", 2L, 0.4))),
                                new PlatformGroup("iOS", 5L, 0.5, List.of(new Share("13", 5L, 1.0)))),
                        List.of(
                                new PlatformGroup("Apple", 5L, 0.5, List.of(new Share("X", 5L, 1.0))),
                                new PlatformGroup(
                                        "Samsung",
                                        5L,
                                        0.5,
                                        List.of(new Share("S8", 3L, 0.6), new Share("S7", 2L, 0.4))))));
    }

    /** Computers of clinicians have no manufacturers. */
    @Test
    void computersHaveNoManufacturer() {
        Platforms platforms = Platforms.of(Searchable.CLINICIAN, rows(row("os", "Windows", "10", 5)), 20, 5);

        assertThat(platforms)
                .isEqualTo(new Platforms(
                        "clinician",
                        5L,
                        List.of(new PlatformGroup("Windows", 5L, 1.0, List.of(new Share("10", 5L, 1.0)))),
                        List.of()));
    }

    /** Fewer people than the smallest count are suppressed. */
    @Test
    void fewPeopleAreSuppressed() {
        Platforms platforms = Platforms.of(
                Searchable.PATIENT, rows(row("os", "iOS", "13", 4), row("manufacturer", "Apple", "X", 4)), 20, 5);

        assertThat(platforms)
                .isEqualTo(new Platforms(
                        "patient",
                        null,
                        List.of(new PlatformGroup("iOS", null, null, List.of())),
                        List.of(new PlatformGroup("Apple", null, null, List.of()))));
    }

    private static List<Object[]> rows(Object[]... rows) {
        return List.of(rows);
    }

    private static Object[] row(Object... values) {
        return values;
    }
}
