package health.polaris.telemetry.history;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.QueryPlan;
import health.polaris.telemetry.query.Condition;
import health.polaris.telemetry.query.RecordQuery;
import health.polaris.telemetry.query.SortKey;
import health.polaris.telemetry.search.Searchable;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An export with history reads records and versions by indexes. */
class VersionPlanIT extends Contract {
    /** The tables of the tests are small. */
    private static final String BY_INDEXES =
            "set enable_bitmapscan = off; set enable_hashjoin = off; set enable_mergejoin = off";

    static Stream<Searchable> kinds() {
        return Stream.of(Searchable.PATIENT, Searchable.CLINICIAN, Searchable.METER);
    }

    /** The current row of a record and its earlier versions are found by person and id. */
    @ParameterizedTest
    @MethodSource("kinds")
    void rowsAreFoundByTheirRecord(Searchable kind) throws SQLException {
        List<RecordKey> keys = List.of(new RecordKey("p", "a"), new RecordKey("q", "b"));

        String plan = QueryPlan.of(
                VersionExportService.selectRows(kind.version(), keys, Long.MAX_VALUE, Instant.EPOCH), BY_INDEXES);

        assertThat(plan)
                .contains(
                        " using " + kind.table() + "_history_" + (kind.equals(Searchable.METER) ? "by_person" : "pkey"))
                .doesNotContain("Seq Scan");
    }

    /** Removals are found by their time. */
    @ParameterizedTest
    @MethodSource("kinds")
    void removalsAreFoundByTheirTime(Searchable kind) throws SQLException {
        RecordQuery<?> all = new RecordQuery<>(
                kind.entity(), List.of(), SortKey.ALL_CREATED, RecordQuery.Order.NEWEST_FIRST, Optional.empty());
        Condition rest = Condition.of("r.superseded > now()");

        String plan = QueryPlan.of(
                VersionExportService.selectRemovals(new VersionSearch(all, kind.version()), rest), BY_INDEXES);

        assertThat(plan).contains(" using " + kind.table() + "_history_by_time").doesNotContain("Seq Scan");
    }
}
