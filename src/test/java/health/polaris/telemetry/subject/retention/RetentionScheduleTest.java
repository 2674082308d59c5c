package health.polaris.telemetry.subject.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When retention runs. */
class RetentionScheduleTest {
    private static final String SETTINGS = "RETENTION_HISTORY_DAYS=400";
    private static final LocalDate TENTH = LocalDate.of(2026, 3, 10);

    private final RetentionSchedule schedule = new RetentionSchedule(2, SETTINGS);

    /** The run of a day starts within the hour, also the first one. */
    @ParameterizedTest
    @CsvSource({"01:59:59, false", "02:00:00, true", "02:59:59, true", "03:00:00, false"})
    void firstRunStartsWithinTheHour(String time, boolean due) {
        assertThat(schedule.isDue(at(time), Optional.empty())).isEqualTo(due);
    }

    /** A completed day does not run again, also with other settings or another node. */
    @ParameterizedTest
    @CsvSource({"02:00:00", "02:59:59", "14:00:00"})
    void completedDayDoesNotRunAgain(String time) {
        assertThat(schedule.isDue(at(time), Optional.of(run(TENTH, true, SETTINGS))))
                .isFalse();
        assertThat(schedule.isDue(at(time), Optional.of(run(TENTH, true, "others"))))
                .isFalse();
    }

    /** The next day runs. */
    @Test
    void nextDayRuns() {
        Optional<RetentionRun> yesterday = Optional.of(run(TENTH.minusDays(1), true, SETTINGS));

        assertThat(schedule.isDue(at("01:59:59"), yesterday)).isFalse();
        assertThat(schedule.isDue(at("02:00:00"), yesterday)).isTrue();
    }

    /** A missed run is made up for at any time, but with new settings it waits for the hour. */
    @Test
    void missedRunIsMadeUpForWithTheSameSettings() {
        LocalDate before = TENTH.minusDays(3);

        assertThat(schedule.isDue(at("14:00:00"), Optional.of(run(before, true, SETTINGS))))
                .isTrue();
        assertThat(schedule.isDue(at("14:00:00"), Optional.of(run(before, true, "others"))))
                .isFalse();
        assertThat(schedule.isDue(at("02:30:00"), Optional.of(run(before, true, "others"))))
                .isTrue();
    }

    /** An interrupted run continues at any time, but with new settings it waits for the hour. */
    @Test
    void interruptedRunContinuesWithTheSameSettings() {
        assertThat(schedule.isDue(at("14:00:00"), Optional.of(run(TENTH, false, SETTINGS))))
                .isTrue();
        assertThat(schedule.isDue(at("14:00:00"), Optional.of(run(TENTH, false, "others"))))
                .isFalse();
    }

    /** Before the hour, the last day is yesterday. */
    @Test
    void dayBeginsAtTheHour() {
        assertThat(schedule.day(at("01:59:59"))).isEqualTo(TENTH.minusDays(1));
        assertThat(schedule.day(at("02:00:00"))).isEqualTo(TENTH);
    }

    /** The next run is now, if one is due, or at the next hour. */
    @Test
    void nextRunIsNowOrAtTheHour() {
        assertThat(schedule.next(at("14:00:00"), Optional.empty()))
                .isEqualTo(OffsetDateTime.parse("2026-03-11T02:00:00Z"));
        assertThat(schedule.next(at("01:00:00"), Optional.empty()))
                .isEqualTo(OffsetDateTime.parse("2026-03-10T02:00:00Z"));
        assertThat(schedule.next(at("14:00:00"), Optional.of(run(TENTH, false, SETTINGS))))
                .isEqualTo(at("14:00:00"));
    }

    private static OffsetDateTime at(String time) {
        return OffsetDateTime.parse(TENTH + "T" + time + "Z");
    }

    private static RetentionRun run(LocalDate day, boolean complete, String settings) {
        OffsetDateTime start = OffsetDateTime.parse(day + "T02:00:00Z");
        return new RetentionRun(day, start, complete ? start.plusMinutes(1) : null, settings, 0, 0, 0, 0);
    }
}
