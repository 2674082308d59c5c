package health.polaris.telemetry;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.audit.AccessEvent;
import health.polaris.telemetry.idempotency.IdempotentRequest;
import health.polaris.telemetry.installation.ClinicianInstallation;
import health.polaris.telemetry.installation.PatientInstallation;
import health.polaris.telemetry.meter.BloodGlucoseMeter;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The statements of the service work on the tables that {@code deploy/citus/distribute.sql} distributes: each names its person, or
 * is a question about the fleet. None joins them with a table that only the coordinator has.
 */
class DistributionTest {
    private static final Path SCRIPT = Path.of("deploy/citus/distribute.sql");

    /** The distribution column of each distributed table. */
    private static final Map<String, String> DISTRIBUTED = SqlStatement.find(
                    SCRIPT, "create_distributed_table\\('(\\w+)', '(\\w+)'")
            .collect(Collectors.toMap(t -> t.group(1), t -> t.group(2)));

    private static final Set<String> REFERENCE = SqlStatement.find(SCRIPT, "create_reference_table\\('(\\w+)'")
            .map(t -> t.group(1))
            .collect(toSet());

    private static final Set<String> LOCAL = SqlStatement.find(SCRIPT, "-- Only on the coordinator: (.*)\\.")
            .flatMap(names -> Arrays.stream(names.group(1).split(",? and |, ")))
            .collect(toSet());

    /** Views of distributed tables. */
    private static final Set<String> VIEWS = Set.of(
            "mobile_version",
            "desktop_version",
            "blood_glucose_meter_version",
            "person_write",
            "person_activity",
            "superseded_installation");

    /** The classes that ask or change the whole fleet. */
    private static final Set<String> FLEET = Set.of(
            "AccessEventQuery",
            "Activity",
            "Adoption",
            "AdoptionObserver",
            "ChangeFilter",
            "Changes",
            "DeviceService",
            "DropDataService",
            "Find",
            "IdempotentRequest",
            "IndexEntries",
            "KnownProducts",
            "LastHeard",
            "LatestOfProduct",
            "MeterFigures",
            "Outdated",
            "PersonErasure",
            "Platforms",
            "Recall",
            "RecordQuery",
            "RetentionResource",
            "Searchable",
            "SharedSerialNumber",
            "Silence",
            "Silent",
            "VersionExportService");

    /** Members that get the condition of the person from their callers. */
    private static final Set<String> CONDITION_BY_CALLER = Set.of("HistoryService.select", "HistoryService.asOf");

    /** What Citus does in a statement about one person, but not in one about the fleet. */
    private static final Map<String, Pattern> OF_ONE_PERSON_ONLY = Map.of(
            "recursive", Pattern.compile("with recursive"),
            "a subquery with a value for each row", Pattern.compile("= \\(select|\\(select max\\(x\\."),
            "lateral", Pattern.compile("lateral \\("),
            "locked rows", Pattern.compile("for (update|share)"));

    /** Statements about the fleet that Citus rejects, with the operations that need them: also listed in deploy/citus/README.md. */
    private static final Map<String, String> REJECTED = Map.of(
            "Find.statement", "`find`",
            "IndexEntries.distinct", "`version_below`",
            "LastHeard.sql", "`find`",
            "Recall.statement", "`recall`",
            "RecordQuery.selectByEntries", "several values",
            "Searchable.isLatest", "`latest=true`",
            "Searchable.isLatestOfProduct", "`latest_of_product=true`");

    /** Functions for many people: those of retention, which is not possible, and those that empty tables. */
    private static final Set<String> FLEET_FUNCTIONS = Set.of(
            "last_person_of_batch",
            "lock_out_holds",
            "expire_people",
            "remove_versions",
            "blank_installations",
            "remove_access_events",
            "empty_mobile_history",
            "empty_desktop_history",
            "empty_blood_glucose_meter_history");

    private static final Pattern NAMES_PERSON =
            Pattern.compile("(patient_id|clinician_id|person_id|\\w\\.%[0-9$]*s) = (\\?|:|old\\.|person\\b)"
                    + "|\\{ofPerson\\.sql\\(\\)}|, found[,)]|values \\(.*(old|new)\\.|record_uuid = any");

    /** Every table of the service is distributed, on every node, or only on the coordinator. */
    @Test
    void everyTableIsDecided() {
        assertThat(Stream.of(DISTRIBUTED.keySet(), REFERENCE, LOCAL).flatMap(Set::stream))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                SqlStatement.migrations()
                                        .flatMap(file -> SqlStatement.find(file, "(?m)^create table (\\w+)"))
                                        .map(table -> table.group(1)),
                                Stream.of("flyway_schema_history", "alembic_version"))
                        .toList());
        assertThat(SqlStatement.migrations()
                        .flatMap(file -> SqlStatement.find(file, "(?m)^create (?:or replace )?view (\\w+)"))
                        .map(view -> view.group(1)))
                .containsAll(VIEWS)
                .isSubsetOf(VIEWS);
    }

    /** The README explains the place of every table. */
    @Test
    void everyDecisionIsExplained() throws IOException {
        String readme = Files.readString(Path.of("deploy/citus/README.md"));

        assertThat(Stream.of(DISTRIBUTED.keySet(), REFERENCE, LOCAL).flatMap(Set::stream))
                .allSatisfy(table -> assertThat(readme).contains("`" + table + "`"));
        assertThat(REJECTED.values()).allSatisfy(operation -> assertThat(readme).contains(operation));
    }

    /** Statements that EclipseLink writes name the distribution column, because it is part of the identity of the entity. */
    @Test
    void identityOfEntitiesContainsTheDistributionColumn() {
        List<Class<?>> entities = List.of(
                PatientInstallation.class,
                ClinicianInstallation.class,
                BloodGlucoseMeter.class,
                AccessEvent.class,
                IdempotentRequest.class);

        assertThat(entities)
                .allSatisfy(entity -> assertThat(identity(entity)).contains(DISTRIBUTED.get(table(entity))));
        assertThat(entities)
                .extracting(DistributionTest::table)
                .containsExactlyInAnyOrderElementsOf(DISTRIBUTED.keySet().stream()
                        .filter(table -> !table.endsWith("_history")) // written by triggers
                        .toList());
    }

    private static String table(Class<?> entity) {
        return entity.getAnnotation(Table.class).name();
    }

    private static Stream<String> identity(Class<?> entity) {
        return Stream.<Class<?>>iterate(entity, type -> type != null, Class::getSuperclass)
                .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
                .filter(field -> field.isAnnotationPresent(Id.class))
                .map(field -> field.isAnnotationPresent(Column.class)
                        ? field.getAnnotation(Column.class).name()
                        : entity.getAnnotation(AttributeOverride.class).column().name());
    }

    /** All tables that statements name are known, so that the other tests overlook none. */
    @Test
    void everyTableOfAStatementIsKnown() throws IOException {
        Set<String> catalogs = Set.of(
                "pg_database", "information_schema", "pg_stat_progress_create_index", "pg_class", "pg_namespace");

        List<String> known = Stream.of(DISTRIBUTED.keySet(), REFERENCE, LOCAL, VIEWS, catalogs)
                .flatMap(Set::stream)
                .toList();
        assertThat(SqlStatement.all()
                        .flatMap(statement -> statement.tables().stream()
                                .filter(table -> !known.contains(table) && !SqlStatement.isPlaceholder(table))
                                .map(table -> statement.place() + ": " + table)))
                .isEmpty();
    }

    /** No statement reads a table of the coordinator together with one of the workers. */
    @Test
    void localTablesAreNotJoined() throws IOException {
        assertThat(SqlStatement.all().filter(statement -> !statement.text().matches("(truncate|lock table) .*")))
                .filteredOn(statement -> statement.tables().stream().anyMatch(LOCAL::contains))
                .hasSizeGreaterThan(5)
                .allSatisfy(statement ->
                        assertThat(statement.tables()).as(statement.place()).isSubsetOf(LOCAL));
    }

    /** A statement on distributed tables names its person, unless its class asks the whole fleet. */
    @Test
    void statementsNameTheirPerson() throws IOException {
        List<SqlStatement> unnamed = SqlStatement.all()
                .filter(DistributionTest::isDistributed)
                .filter(statement -> !NAMES_PERSON.matcher(statement.text()).find())
                .toList();

        assertThat(unnamed)
                .filteredOn(statement -> !FLEET_FUNCTIONS.contains(statement.place())
                        && !CONDITION_BY_CALLER.contains(statement.place()))
                .extracting(SqlStatement::type)
                .containsOnly(FLEET.toArray(String[]::new));
    }

    /** Questions about the fleet do without what Citus rejects, except for the known operations. */
    @Test
    void questionsAboutTheFleetArePossible() throws IOException {
        Set<String> rejected = SqlStatement.all()
                .filter(statement -> FLEET.contains(statement.type()))
                .filter(statement -> OF_ONE_PERSON_ONLY.values().stream()
                        .anyMatch(
                                construct -> construct.matcher(statement.text()).find()))
                .map(SqlStatement::place)
                .collect(toSet());

        assertThat(rejected).isEqualTo(REJECTED.keySet());
    }

    private static boolean isDistributed(SqlStatement statement) {
        return statement.tables().stream()
                .anyMatch(table ->
                        DISTRIBUTED.containsKey(table) || VIEWS.contains(table) || SqlStatement.isPlaceholder(table));
    }
}
