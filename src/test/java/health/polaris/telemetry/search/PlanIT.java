package health.polaris.telemetry.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import health.polaris.telemetry.analytics.Period;
import health.polaris.telemetry.analytics.Selection;
import health.polaris.telemetry.analytics.TimeRange;
import health.polaris.telemetry.analytics.usage.Activity;
import health.polaris.telemetry.analytics.usage.MeterFigures;
import health.polaris.telemetry.analytics.versions.Adoption;
import health.polaris.telemetry.analytics.versions.Outdated;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.QueryPlan;
import health.polaris.telemetry.demo.DemoData;
import health.polaris.telemetry.http.QueryParameters;
import health.polaris.telemetry.local.DatabaseLogin;
import health.polaris.telemetry.paging.PageRequest;
import health.polaris.telemetry.paging.Position;
import health.polaris.telemetry.query.Condition;
import health.polaris.telemetry.query.RecordQuery;
import health.polaris.telemetry.query.SortKey;
import health.polaris.telemetry.query.Sql;
import health.polaris.telemetry.query.TextColumn;
import health.polaris.telemetry.security.access.Owner;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** PostgreSQL answers each query from its index, and does not scan whole tables. */
class PlanIT extends Contract {
    private static final String TIME = "2020-01-01T00:00:00Z";

    /** A setting of the connections that read lists. */
    private static final String WITHOUT_BITMAPS = "set enable_bitmapscan = off";

    /** Stores so many people that PostgreSQL prefers one index to another. */
    @BeforeAll
    static void fill() throws SQLException {
        try (Connection connection = database();
                Statement statement = connection.createStatement()) {
            DemoData data = new DemoData(1, 2_000, LocalDate.of(2026, 1, 1));
            if (!data.isComplete(connection)) {
                data.write(connection, people -> {});
            }
            // the physical order of a table without changes, in which a scan in the order of creation seems cheap
            statement.execute("cluster mobile using mobile_all_created");
            statement.execute("cluster desktop using desktop_all_created");
            statement.execute("cluster blood_glucose_meter using blood_glucose_meter_all_created");
            statement.execute("vacuum analyze mobile, desktop, blood_glucose_meter");
        }
    }

    /** Each filter has its own index. */
    @ParameterizedTest
    @MethodSource("filters")
    void filterHasItsIndex(Searchable kind, String parameter, String value, String index) throws SQLException {
        String plan = plan(kind, parameter, value);

        assertThat(plan).contains(index).doesNotContain("Seq Scan");
    }

    static Stream<Arguments> filters() {
        Stream<Arguments> texts = Stream.of(Searchable.PATIENT, Searchable.CLINICIAN, Searchable.METER)
                .flatMap(kind -> kind.fieldFilters().stream()
                        .map(filter -> arguments(kind, filter, "nowhere", index(kind, filter))));
        Stream<Arguments> others = Stream.of(
                arguments(Searchable.PATIENT, "created_to", TIME, "mobile_all_created"),
                arguments(Searchable.PATIENT, "modified_to", TIME, "mobile_by_modified"),
                arguments(Searchable.PATIENT, "first_used_to", TIME, "mobile_by_first_use"),
                arguments(Searchable.CLINICIAN, "created_to", TIME, "desktop_all_created"),
                arguments(Searchable.CLINICIAN, "modified_to", TIME, "desktop_by_modified"),
                arguments(Searchable.CLINICIAN, "first_used_to", TIME, "desktop_by_first_use"),
                arguments(Searchable.METER, "created_to", TIME, "blood_glucose_meter_all_created"),
                arguments(Searchable.METER, "modified_to", TIME, "blood_glucose_meter_by_modified"),
                arguments(Searchable.METER, "verified_to", TIME, "blood_glucose_meter_by_verification"),
                arguments(Searchable.METER, "is_bg_value_correct", "false", "blood_glucose_meter_by_result"),
                arguments(Searchable.METER, "is_bg_value_correct", "unknown", "blood_glucose_meter_all_created"),
                arguments(Searchable.METER, "implausible", "true", "blood_glucose_meter_by_implausibility"),
                arguments(Searchable.PATIENT, "implausible_date", "true", "mobile_by_first_use"),
                arguments(Searchable.CLINICIAN, "implausible_date", "true", "desktop_by_first_use"),
                arguments(Searchable.METER, "implausible_date", "true", "blood_glucose_meter_by_verification"));
        return Stream.concat(texts, others);
    }

    private static String index(Searchable kind, String filter) {
        return kind.table()
                + (filter.equals(kind.owner())
                        ? "_by_person"
                        : "_by_"
                                + (kind.texts().containsKey(filter)
                                        ? kind.texts().get(filter).name()
                                        : filter));
    }

    /** The start of a text is found in the index of the text. */
    @ParameterizedTest
    @MethodSource("starts")
    void startHasItsIndex(Searchable kind, String filter) throws SQLException {
        assertThat(plan(kind, filter + "_starts", "nowhere"))
                .contains(index(kind, filter))
                .doesNotContain("Seq Scan");
    }

    static Stream<Arguments> starts() {
        return Searchable.ALL.stream()
                .flatMap(kind -> kind.texts().keySet().stream().map(filter -> arguments(kind, filter)));
    }

    /** Versions are listed by skips in their index, and several of them are found in it. */
    @Test
    void versionsAreFoundInTheirIndex() throws SQLException {
        for (Searchable kind : Searchable.INSTALLATIONS) {
            TextColumn column = kind.texts().get("app_version");
            Condition several = Condition.textEquals(column, List.of("1.9.0", "v1.9.0"));

            assertThat(plan(VersionRange.versions(kind, column)))
                    .contains(" using " + kind.table() + "_by_app_version")
                    .doesNotContain("Seq Scan");
            assertThat(plan(new RecordQuery<>(
                            kind.entity(),
                            List.of(several),
                            SortKey.CREATED,
                            RecordQuery.Order.NEWEST_FIRST,
                            Optional.empty())))
                    .contains(kind.table() + "_by_app_version")
                    .doesNotContain("Seq Scan", "_all_created");
        }
    }

    /** The last writes of people on a page come from the indexes of the people. */
    @Test
    void lastWritesComeFromTheIndexOfPeople() throws SQLException {
        assertThat(plan(LastHeard.statement(Map.of(Owner.PATIENT, List.of("a", "b"), Owner.CLINICIAN, List.of("c")))))
                .doesNotContain("Seq Scan", "_by_modified");
    }

    /** A page of people who are silent scans no whole table. */
    @Test
    void silentPeopleAreFoundByIndexes() throws SQLException {
        for (Searchable kind : Searchable.ALL) {
            assertThat(plan(kind, "silent_for_days", "30")).doesNotContain("Seq Scan");
            assertThat(plan(kind, "heard_within_days", "30")).doesNotContain("Seq Scan");
        }
    }

    /** The latest installation of a product is looked up in its index. */
    @Test
    void latestOfAProductIsLookedUp() throws SQLException {
        for (Searchable kind : Searchable.INSTALLATIONS) {
            assertThat(plan(kind, "latest_of_product", "true"))
                    .contains(" using " + kind.table() + "_latest_of_product")
                    .doesNotContain("Seq Scan");
        }
    }

    /** A page of a version is read from its index in order, without sorting all records of the version. */
    @Test
    void pageOfAVersionIsReadInOrder() throws SQLException {
        for (Searchable kind : Searchable.INSTALLATIONS) {
            assertThat(plan(search(kind, "app_version", "6.0.1").select(2)))
                    .contains("Index Scan Backward using " + kind.table() + "_by_app_version");
        }
    }

    /** Of each version that starts with a text, only the first records are read, in the order of the index. */
    @Test
    void pageOfVersionsWithTheSameStartIsReadInOrder() throws SQLException {
        for (Searchable kind : Searchable.INSTALLATIONS) {
            assertThat(plan(search(kind, "app_version_starts", "1").select(2)))
                    .contains("Index Scan Backward using " + kind.table() + "_by_app_version", "Nested Loop")
                    .doesNotContain("_all_created", "Seq Scan");
        }
    }

    /** A search in another order does not repeat its range for each version. */
    @Test
    void versionsWithTheSameStartAreReadOnceInAnotherOrder() throws SQLException {
        for (Searchable kind : Searchable.INSTALLATIONS) {
            QueryParameters parameters = QueryParameters.of(
                    new MultivaluedHashMap<>(Map.of("app_version_starts", "1", "modified_from", TIME)),
                    List.of("app_version_starts", "modified_from"));

            assertThat(plan(search(kind, parameters))).doesNotContain("Nested Loop", "Seq Scan");
        }
    }

    /** Records of an old version are found without scanning newer records. */
    @ParameterizedTest
    @ValueSource(strings = {"1.9.0", "2.3.0", "3.0.1", "5.9.0", "6.1.0"})
    void oldVersionIsFoundWithoutScanningNewerRecords(String version) throws SQLException {
        for (Searchable kind : Searchable.INSTALLATIONS) {
            assertThat(plan(kind, "app_version", version))
                    .contains(kind.table() + "_by_app_version")
                    .doesNotContain("_all_created");
        }
    }

    /** A page of a person's records is read in order from its start. The person's other records are not read. */
    @Test
    void pageOfAPersonIsReadInOrder() throws SQLException {
        Optional<Position> cursor = Optional.of(new Position(LocalDateTime.of(2024, 6, 1, 0, 0), "u"));
        for (Searchable kind : List.of(Searchable.PATIENT, Searchable.CLINICIAN, Searchable.METER)) {
            String scan = "Index Scan Backward using " + kind.table() + "_by_person";

            assertThat(plan(
                            RecordQuery.ofPerson(kind.entity(), "person", Optional.empty())
                                    .select(51),
                            WITHOUT_BITMAPS))
                    .contains(scan)
                    .doesNotContain("Sort");
            assertThat(plan(
                            RecordQuery.ofPerson(kind.entity(), "person", cursor)
                                    .select(51),
                            WITHOUT_BITMAPS))
                    .contains(scan, "ROW(created, (uuid)::text) < ROW(")
                    .doesNotContain("Sort");
        }
    }

    /** The records of a person are counted by an index-only scan. */
    @Test
    void recordsOfAPersonAreCountedByAnIndexOnlyScan() throws SQLException {
        for (Searchable kind : List.of(Searchable.PATIENT, Searchable.CLINICIAN, Searchable.METER)) {
            assertThat(plan(RecordQuery.ofPerson(kind.entity(), "person", Optional.empty())
                            .selectIfAtLeast(10_000)))
                    .contains("Index Only Scan using " + kind.table() + "_");
        }
    }

    /** Without a filter, the newest records come from the index of all records; latest installations are looked up by person. */
    @Test
    void newestAndLatestScanNoWholeTable() throws SQLException {
        for (Searchable kind : Searchable.INSTALLATIONS) {
            assertThat(plan(kind, "limit", "1"))
                    .contains("Index Scan Backward using " + kind.table() + "_all_created")
                    .doesNotContain("Seq Scan");
            assertThat(plan(kind, "latest", "true"))
                    .contains(kind.table() + "_all_created", " using " + kind.table() + "_latest ")
                    .doesNotContain("Seq Scan");
        }
    }

    /** A next page starts at its cursor, not at the first record. */
    @Test
    void nextPageStartsInTheIndex() throws SQLException {
        RecordQuery<?> next = new RecordQuery<>(
                Searchable.PATIENT.entity(),
                List.of(),
                SortKey.ALL_CREATED,
                RecordQuery.Order.NEWEST_FIRST,
                Optional.of(new Position(LocalDateTime.of(2025, 1, 1, 0, 0), "u")));

        assertThat(plan(next)).contains("Index Cond: (created <= ").doesNotContain("Seq Scan");
    }

    /** The latest installations of a product come from an index-only scan, in its order. Only the rows of a page are read. */
    @Test
    void outdatedScansNoWholeTable() throws SQLException {
        Position cursor = new Position(LocalDateTime.of(2024, 6, 1, 0, 0), "u");
        PageRequest page = new PageRequest(50, Optional.of(cursor));
        for (Searchable kind : Searchable.INSTALLATIONS) {
            assertThat(plan(Outdated.search(kind, "GDM", List.of("1.7.0", "1.8.0"), page)))
                    .contains("Index Only Scan using " + kind.table() + "_latest_of_product")
                    .contains("Scan using " + kind.table() + "_pkey")
                    .doesNotContain("Seq Scan");
        }
    }

    /** Today's adoption comes from an index-only scan. */
    @Test
    void adoptionOfTodayScansNoWholeTable() throws SQLException {
        Selection all = new Selection(Optional.empty(), Optional.empty());
        for (Searchable kind : Searchable.INSTALLATIONS) {
            LocalDate today = LocalDate.of(2026, 1, 1);
            assertThat(plan(Adoption.statement(all, List.of(), List.of(today), today, 10, 100)))
                    .contains("Index Only Scan using " + kind.table() + "_latest_of_product")
                    .doesNotContain("Seq Scan");
        }
    }

    /** Figures read only the days of their time range. */
    @Test
    void figuresReadTheirDaysOnly() throws SQLException {
        TimeRange range = new TimeRange(LocalDate.of(2025, 6, 1), LocalDate.of(2025, 6, 2), Period.DAY);
        Selection all = new Selection(Optional.empty(), Optional.empty());

        assertThat(plan(Activity.statement(Searchable.PATIENT, all, range)))
                .contains("mobile_by_first_use")
                .doesNotContain("Seq Scan");
        assertThat(plan(MeterFigures.statement(Optional.empty(), range)))
                .contains("blood_glucose_meter_by_verification")
                .doesNotContain("Seq Scan");
    }

    private static String plan(Searchable kind, String parameter, String value) throws SQLException {
        return plan(search(kind, parameter, value));
    }

    private static RecordQuery<?> search(Searchable kind, String parameter, String value) {
        QueryParameters parameters =
                QueryParameters.of(new MultivaluedHashMap<>(Map.of(parameter, value)), List.of(parameter));
        return search(kind, parameters);
    }

    private static RecordQuery<?> search(Searchable kind, QueryParameters parameters) {
        return new RecordQuery<>(
                kind.entity(),
                Filters.conditions(kind, parameters),
                Filters.sortKey(kind, parameters),
                RecordQuery.Order.NEWEST_FIRST,
                Optional.empty());
    }

    private static String plan(RecordQuery<?> search) throws SQLException {
        return plan(search.select(51));
    }

    private static String plan(Sql statement) throws SQLException {
        return QueryPlan.of(statement);
    }

    private static String plan(Sql statement, String setting) throws SQLException {
        return QueryPlan.of(statement, setting);
    }

    private static Connection database() throws SQLException {
        return DatabaseLogin.of(System.getenv()).source().getConnection();
    }
}
