package health.polaris.telemetry.audit.search;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.audit.Person;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.Database;
import health.polaris.telemetry.contract.QueryPlan;
import health.polaris.telemetry.http.QueryParameters;
import health.polaris.telemetry.paging.Position;
import jakarta.ws.rs.core.MultivaluedHashMap;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages of access events are read from an index in order, however many events there are. */
class AccessEventPlanIT extends Contract {
    private static final Position CURSOR =
            new Position(LocalDateTime.of(2025, 1, 1, 0, 0), UUID.randomUUID().toString());

    /** Stores so many events that PostgreSQL prefers one index to another. */
    @BeforeAll
    static void fill() throws SQLException {
        Database.execute("""
                insert into access_event
                select gen_random_uuid(), timestamptz '2024-01-01' + n * interval '1 hour', '', 'read',
                    'planned caller ' || n % 50, 'planned subject ' || n % 50, '', '',
                    'patient', 'planned person ' || n % 500, '', 1, 'allowed'
                from generate_series(1, 20000) n""");
        Database.execute("vacuum analyze access_event");
    }

    @ParameterizedTest
    @CsvSource({
        "person, planned person 7, access_event_by_person",
        "caller, planned caller 7, access_event_by_caller",
        "subject, planned subject 7, access_event_by_subject",
        "action, erase, access_event_by_action",
        "outcome, denied, access_event_by_denial",
        "from, 2026-03-01T00:00:00Z, access_event_by_time",
        "limit, 50, access_event_by_time"
    })
    void pageIsReadInOrder(String parameter, String value, String index) throws SQLException {
        for (Optional<Position> after : List.of(Optional.<Position>empty(), Optional.of(CURSOR))) {
            QueryParameters parameters =
                    QueryParameters.of(new MultivaluedHashMap<>(Map.of(parameter, value)), List.of(parameter));
            Optional<Person> person = parameters.text(Person.PARAMETER).map(id -> new Person("", id));

            String plan = QueryPlan.of(
                    AccessEventQuery.of(parameters, person, after).select(51), "set enable_bitmapscan = off");

            assertThat(plan)
                    .contains("Index Scan Backward using " + index)
                    .containsAnyOf("Presorted Key: \"time\"", "Presorted Key: r.\"time\"")
                    .doesNotContain("Seq Scan");
        }
    }
}
