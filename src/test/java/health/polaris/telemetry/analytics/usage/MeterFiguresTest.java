package health.polaris.telemetry.analytics.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.polaris.telemetry.http.problem.ProblemException;
import java.sql.Date;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conversion of rows into meter figures. */
class MeterFiguresTest {
    private static final LocalDate DAY = LocalDate.of(2020, 2, 29);

    /** Each number has its own field. Shares refer to all verifications. */
    @Test
    void numbersAreMappedToTheirFields() {
        assertThat(MeterFigures.of(List.<Object[]>of(row("GDM", "1", 20, 13, 5, 2, 7)), 1))
                .containsExactly(new MeterFigures(DAY, "GDM", "1", false, 20L, 13L, 5L, 2L, 7L, 0L, 0.25, 0.1));
    }

    /** Figures are sorted by period, product and version, with unknown values first. */
    @Test
    void orderIsByPeriodProductAndVersion() {
        List<Object[]> rows = List.of(
                row(DAY.plusDays(1), null, null),
                row(DAY, "GDM", "1.10"),
                row(DAY, "SEND", "1.0"),
                row(DAY, null, "2"),
                row(DAY, "GDM", null),
                row(DAY, "GDM", "v1.9"),
                row(DAY.minusDays(1), "SEND", "1"));

        assertThat(MeterFigures.of(rows, 1))
                .extracting(figures -> figures.from() + " " + figures.appProduct() + " " + figures.appVersion())
                .containsExactly(
                        "2020-02-28 SEND 1",
                        "2020-02-29 null 2",
                        "2020-02-29 GDM null",
                        "2020-02-29 GDM v1.9",
                        "2020-02-29 GDM 1.10",
                        "2020-02-29 SEND 1.0",
                        "2020-03-01 null null");
    }

    /** The merged figure of other versions comes last in its period. */
    @Test
    void othersComeLast() {
        Object[] others = row(DAY, null, null);
        others[3] = true;

        assertThat(MeterFigures.of(List.of(others, row(DAY, "SEND", "1"), row(DAY, null, null)), 1))
                .extracting(figures -> figures.appProduct() + " " + figures.other())
                .containsExactly("null false", "SEND false", "null true");
    }

    /** Too many rows are rejected. */
    @Test
    void tooManyRowsAreRejected() {
        List<Object[]> rows = Collections.nCopies(10_001, row(DAY, "GDM", "1"));

        assertThatThrownBy(() -> MeterFigures.of(rows, 1))
                .isInstanceOf(ProblemException.class)
                .hasMessageStartingWith("period: ");
    }

    /** A number below the smallest count is suppressed, with its share. Zero and the smallest count are reported. */
    @Test
    void smallNumbersAreSuppressed() {
        assertThat(MeterFigures.of(List.of(row("GDM", "1", 5, 5, 0, 0, 5), row("GDM", "2", 4, 0, 0, 4, 4)), 5))
                .containsExactly(
                        new MeterFigures(DAY, "GDM", "1", false, 5L, 5L, 0L, 0L, 5L, 0L, 0.0, 0.0),
                        new MeterFigures(DAY, "GDM", "2", false, null, 0L, 0L, null, null, 0L, 0.0, null));
    }

    /** The number of values in the wrong unit is suppressed if it or the other implausible values are few. */
    @ParameterizedTest
    @CsvSource({"20, 20, 20", "20, 15, 15", "20, 16, ", "20, 4, ", "20, 0, 0", "4, 4, "})
    void fewImplausibleValuesAreSuppressed(long implausible, long unitSuspect, Long reported) {
        Object[] row = row("GDM", "1", 20, 20, 0, 0, implausible);
        row[9] = unitSuspect;

        assertThat(MeterFigures.of(List.<Object[]>of(row), 5))
                .extracting(MeterFigures::unitSuspect)
                .containsExactly(reported);
    }

    /** If the sum would reveal a small result, the next larger result is suppressed as well. */
    @Test
    void sumDoesNotRevealASmallResult() {
        assertThat(MeterFigures.of(List.<Object[]>of(row("GDM", "1", 30, 19, 7, 4, 0)), 5))
                .containsExactly(new MeterFigures(DAY, "GDM", "1", false, 30L, 19L, null, null, 0L, 0L, null, null));
    }

    /** Numbers of patients and records of a shared serial number are reported from the smallest count. */
    @Test
    void smallNumbersOfASharedSerialNumberAreSuppressed() {
        List<Object[]> rows = List.of(shared("a", 5, 6), shared("b", 4, 5), shared("c", 3, 4));

        assertThat(SharedSerialNumber.of(rows, 5))
                .containsExactly(
                        new SharedSerialNumber("a", 5L, 6L),
                        new SharedSerialNumber("b", null, 5L),
                        new SharedSerialNumber("c", null, null));
    }

    private static Object[] row(String product, String version, long... numbers) {
        return new Object[] {
            Date.valueOf(DAY), product, version, false, numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], 0L
        };
    }

    private static Object[] row(LocalDate from, String product, String version) {
        return new Object[] {Date.valueOf(from), product, version, false, 1L, 1L, 0L, 0L, 0L, 0L};
    }

    private static Object[] shared(String serialNumber, long patients, long verifications) {
        return new Object[] {serialNumber, patients, verifications};
    }
}
