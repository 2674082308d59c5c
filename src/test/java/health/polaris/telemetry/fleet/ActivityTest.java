package health.polaris.telemetry.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** New installations by period, made of what the database counts. */
class ActivityTest {
    private static final LocalDate FIRST = LocalDate.of(2020, 2, 27);
    private static final Span THREE_DAYS = new Span(FIRST, FIRST.plusDays(2), Period.DAY);

    /** Each product has all periods of the span, also those without an installation. */
    @Test
    void productsHaveAllPeriods() {
        List<Activity> activities = Activity.of(
                Kind.CLINICIAN, List.of(row("SEND", 2, 7), row("GDM", 1, 2), row("GDM", 0, 1)), THREE_DAYS, 1);

        assertThat(activities)
                .containsExactly(
                        new Activity("clinician", "GDM", List.of(step(0, 1L), step(1, 2L), step(2, 0L))),
                        new Activity("clinician", "SEND", List.of(step(0, 0L), step(1, 0L), step(2, 7L))));
    }

    /** Products are in the order of their names. */
    @Test
    void productsAreByName() {
        List<Object[]> rows = IntStream.range(0, 30)
                .mapToObj(number -> row("product " + number, 0, 1))
                .toList();

        assertThat(Activity.of(Kind.PATIENT, rows, THREE_DAYS, 1))
                .extracting(Activity::appProduct)
                .isSorted()
                .hasSize(30);
    }

    /** A number below the smallest count is left out; zero and the smallest count are told. */
    @Test
    void smallNumbersAreLeftOut() {
        List<Activity> activities =
                Activity.of(Kind.PATIENT, List.of(row("GDM", 0, 4), row("GDM", 1, 5)), THREE_DAYS, 5);

        assertThat(activities)
                .containsExactly(new Activity("patient", "GDM", List.of(step(0, null), step(1, 5L), step(2, 0L))));
    }

    private static Activity.Step step(int day, Long installations) {
        return new Activity.Step(FIRST.plusDays(day), installations);
    }

    private static Object[] row(String product, int day, long installations) {
        return new Object[] {product, Date.valueOf(FIRST.plusDays(day)), installations};
    }
}
