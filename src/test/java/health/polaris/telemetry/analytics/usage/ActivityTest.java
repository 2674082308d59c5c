package health.polaris.telemetry.analytics.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.polaris.telemetry.analytics.Period;
import health.polaris.telemetry.analytics.TimeRange;
import health.polaris.telemetry.http.problem.ProblemException;
import health.polaris.telemetry.search.Searchable;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Conversion of rows into activity. */
class ActivityTest {
    private static final LocalDate FIRST = LocalDate.of(2020, 2, 27);
    private static final TimeRange THREE_DAYS = new TimeRange(FIRST, FIRST.plusDays(2), Period.DAY);

    /** Each product has all periods of the range, including those without installations. */
    @Test
    void productsHaveAllPeriods() {
        List<Activity> activities = Activity.of(
                Searchable.CLINICIAN,
                List.of(row("SEND", "2020-02-29=7"), row("GDM", "2020-02-28=2 2020-02-27=1")),
                THREE_DAYS,
                1);

        assertThat(activities)
                .containsExactly(
                        new Activity(
                                "clinician",
                                "GDM",
                                List.of(
                                        step(0, 1L, Searchable.CLINICIAN, "GDM"),
                                        step(1, 2L, Searchable.CLINICIAN, "GDM"),
                                        step(2))),
                        new Activity(
                                "clinician",
                                "SEND",
                                List.of(step(0), step(1), step(2, 7L, Searchable.CLINICIAN, "SEND"))));
    }

    /** Products are sorted by name, with all others last. */
    @Test
    void productsAreSortedByName() {
        List<Object[]> rows = List.of(
                row("b", "2020-02-27=1"),
                row(null, "2020-02-27=1"),
                row("c", "2020-02-27=1"),
                row("a", "2020-02-27=1"));

        assertThat(Activity.of(Searchable.PATIENT, rows, THREE_DAYS, 1))
                .extracting(Activity::appProduct)
                .containsExactly("a", "b", "c", null);
    }

    /** No search can select all other products. */
    @Test
    void otherProductsHaveNoSearch() {
        Activity others = Activity.of(Searchable.PATIENT, List.<Object[]>of(row(null, "2020-02-27=1")), THREE_DAYS, 1)
                .get(0);

        assertThat(others.href(Searchable.PATIENT, THREE_DAYS)).isEmpty();
        assertThat(others.periods()).extracting(Activity.Step::href).containsOnlyNulls();
    }

    /** A number below the smallest count is suppressed. Zero and the smallest count are reported. */
    @Test
    void smallNumbersAreSuppressed() {
        List<Activity> activities = Activity.of(
                Searchable.PATIENT, List.<Object[]>of(row("GDM", "2020-02-27=4 2020-02-28=5")), THREE_DAYS, 5);

        assertThat(activities)
                .containsExactly(new Activity(
                        "patient",
                        "GDM",
                        List.of(
                                step(0, null, Searchable.PATIENT, "GDM"),
                                step(1, 5L, Searchable.PATIENT, "GDM"),
                                step(2))));
    }

    /** A response that would be too large is rejected, and the problem detail names the parameters that reduce it. */
    @Test
    void tooLargeResponseIsRejected() {
        TimeRange days = new TimeRange(FIRST, FIRST.plusDays(999), Period.DAY);
        List<Object[]> rows = IntStream.range(0, 100)
                .mapToObj(number -> row("product " + number, "2020-02-27=1"))
                .toList();

        assertThatThrownBy(() -> Activity.of(Searchable.PATIENT, rows, days, 1))
                .isInstanceOf(ProblemException.class)
                .hasMessageStartingWith("period: ")
                .hasMessageContaining("app_product");
    }

    /** A step without installations has no search. */
    private static Activity.Step step(int day) {
        return new Activity.Step(FIRST.plusDays(day), 0L, null);
    }

    private static Activity.Step step(int day, Long installations, Searchable kind, String product) {
        LocalDate from = FIRST.plusDays(day);
        String search =
                "../installation?kind=%s&first_used_from=%sT00%%3A00%%3A00Z&first_used_to=%sT00%%3A00%%3A00Z&app_product=%s"
                        .formatted(kind.label(), from, from.plusDays(1), product);
        return new Activity.Step(from, installations, search);
    }

    private static Object[] row(String product, String installations) {
        return new Object[] {product, installations};
    }
}
