package health.polaris.telemetry.analytics.versions;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Await;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.TestFleet;
import health.polaris.telemetry.local.DatabaseLogin;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Adoption on days that have been observed. */
class ObservedAdoptionIT extends Contract {
    private static final String ADOPTION = "/dhos/v1/analytics/adoption";

    private final TestFleet fleet = TestFleet.empty();

    /** Each point has the observed numbers of its day, with versions in version order: 1.10 is after 1.9. */
    @Test
    void pointsHaveTheObservedNumbers() throws SQLException {
        observed("2020-01-15", "v1.9", 1);
        observed("2020-02-15", "v1.9", 1);
        observed("2020-02-15", "1.10", 1);
        observed("2020-02-16", "1.10", 99);
        observed("2020-03-15", "v1.9", 1);
        observed("2020-03-15", "1.10", 2);

        JsonNode adoption = figures("from", "2020-01-01", "to", "2020-03-15").get(0);

        assertThat(adoption.get("kind").asString()).isEqualTo("patient");
        assertThat(adoption.get("app_product").asString()).isEqualTo(fleet.product());
        assertThat(adoption.get("versions").valueStream().map(JsonNode::asString))
                .containsExactly("v1.9", "1.10");
        assertThat(points(adoption))
                .containsExactly("2020-01-15: 1 of 1, 0", "2020-02-15: 1 of 2, 1", "2020-03-15: 1 of 3, 2");
        assertThat(adoption.at("/points/1/versions/0/share").asDouble()).isEqualTo(0.5);
        assertThat(adoption.at("/points/2/versions/1/share").asDouble()).isEqualTo(0.666667);
    }

    /** The last point is the last day, for each period. */
    @ParameterizedTest
    @CsvSource({"day, 15, 2020-01-31", "week, 3, 2020-01-31", "month, 1, 2020-01-31"})
    void pointsEndOnTheLastDay(String period, int points, String last) throws SQLException {
        observed("2020-01-31", "1", 1);

        JsonNode found =
                figures("from", "2020-01-17", "to", last, "period", period).at("/0/points");

        assertThat(found).hasSize(points);
        assertThat(found.get(points - 1).get("date").asString()).isEqualTo(last);
        assertThat(found.get(points - 1).get("people").asInt()).isEqualTo(1);
    }

    /** Records stored later do not change an observed day, but do change the current one. */
    @Test
    void laterRecordsDoNotChangeAnObservedDay() throws SQLException {
        observed("2020-02-01", "1", 3);
        fleet.installed("a", "2", "2020-01-01");
        String today = LocalDate.now(ZoneOffset.UTC).toString();

        assertThat(figures("from", "2020-02-01", "to", "2020-02-01")
                        .at("/0/points/0/people")
                        .asInt())
                .isEqualTo(3);
        assertThat(figures("from", today, "to", today).at("/0/versions/0").asString())
                .isEqualTo("2");
    }

    /** People in versions beyond the largest ones of their day are counted as other. */
    @Test
    void smallVersionsAreCountedAsOther() throws SQLException {
        observed("2020-02-01", "1", 3);
        observed("2020-02-01", null, 4);

        JsonNode point =
                figures("from", "2020-02-01", "to", "2020-02-01", "top", "1").at("/0/points/0");

        assertThat(point.get("people").asInt()).isEqualTo(7);
        assertThat(point.at("/versions/0/people").asInt()).isEqualTo(3);
        assertThat(point.at("/other/people").asInt()).isEqualTo(4);
    }

    /**
     * Besides the newest releases that people have at the last point, the reported versions are those with the largest
     * numbers then. They have a share at each point.
     */
    @Test
    void versionsAreChosenByTheLastPoint() throws SQLException {
        observed("2020-01-15", "1", 50);
        observed("2020-01-15", "2", 2);
        observed("2020-01-15", "9", 9);
        observed("2020-02-15", "1", 1);
        observed("2020-02-15", "2", 4);
        for (String newest : List.of("3", "4", "5")) {
            observed("2020-02-15", newest, 1);
        }

        JsonNode adoption =
                figures("from", "2020-01-01", "to", "2020-02-15", "top", "4").get(0);

        assertThat(adoption.get("versions").valueStream().map(JsonNode::asString))
                .containsExactly("2", "3", "4", "5");
        assertThat(points(adoption)).containsExactly("2020-01-15: 2 of 61, 0", "2020-02-15: 4 of 8, 1");
        assertThat(adoption.at("/points/0/other/people").asInt()).isEqualTo(59);
        assertThat(adoption.at("/points/1/other/people").asInt()).isEqualTo(1);
    }

    /**
     * Past days that have not been counted yet return 503 with Retry-After, never zeros. The current day is counted on
     * request.
     */
    @Test
    void daysNotYetCountedAreUnavailable() throws SQLException {
        fleet.installed("a", "1", "2020-01-01");
        Await.until(() -> fleet.ask(ADOPTION).status() == 200);
        String today = LocalDate.now(ZoneOffset.UTC).toString();
        try (Connection connection = DatabaseLogin.of(System.getenv()).source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("update adoption_observation set last_day = last_day - 10000");
            try {
                connection.setAutoCommit(false);
                statement.execute("lock table adoption_observation in share mode"); // keeps the nodes from observing
                Answer rejected = fleet.ask(ADOPTION, "from", "2020-02-01", "to", today);

                assertThat(rejected.status()).isEqualTo(503);
                assertThat(rejected.header("Retry-After")).isNotEmpty();
                assertThat(figures("from", today, "to", today)
                                .at("/0/points/0/people")
                                .asInt())
                        .isEqualTo(1);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
                statement.execute("update adoption_observation set last_day = last_day + 10000");
            }
        }
    }

    private JsonNode figures(String... parameters) {
        return fleet.ask(ADOPTION, parameters).json().get("figures");
    }

    /** A null version stands for all versions beyond the largest ones. */
    private void observed(String day, String version, int people) throws SQLException {
        Await.until(() -> fleet.ask(ADOPTION).status() == 200); // the service has observed all past days
        try (Connection connection = DatabaseLogin.of(System.getenv()).source().getConnection();
                PreparedStatement insert =
                        connection.prepareStatement("insert into adoption_day values (?, 'patient', ?, ?, ?)")) {
            insert.setObject(1, LocalDate.parse(day));
            insert.setString(2, fleet.product());
            insert.setString(3, version);
            insert.setInt(4, people);
            insert.executeUpdate();
        }
    }

    private static List<String> points(JsonNode adoption) {
        return adoption.get("points")
                .valueStream()
                .map(point -> point.get("date").asString() + ": "
                        + point.at("/versions/0/people").asInt() + " of "
                        + point.get("people").asInt() + ", "
                        + point.at("/versions/1/people").asInt())
                .toList();
    }
}
