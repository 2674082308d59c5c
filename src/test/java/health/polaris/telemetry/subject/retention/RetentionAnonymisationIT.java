package health.polaris.telemetry.subject.retention;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Body;
import health.polaris.telemetry.contract.RecordKind;
import java.sql.Connection;
import java.sql.Statement;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Two runs of retention that anonymise people, and nothing else. */
@Tag("database")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class RetentionAnonymisationIT {
    private static final RecordKind PHONE = RecordKind.PATIENT_INSTALLATION;
    private static final String ANONYMOUS =
            " where app_product = ? and unique_device_code || display_name || created_by_ = ''";

    private final String product = "product " + UUID.randomUUID();
    private final String inactive = UUID.randomUUID().toString();
    private final String active = UUID.randomUUID().toString();
    private final String writing = UUID.randomUUID().toString();

    private RetentionNode node;
    private String figuresBefore;

    @BeforeAll
    void runTwice() throws Exception {
        node = new RetentionNode("RETENTION_INACTIVE_DAYS=400", "RETENTION_MODE=anonymise");
        for (String person : new String[] {inactive, active, writing}) {
            String record = node.own(PHONE, person)
                    .post(PHONE.path(person), PHONE.body().with("app_product", product))
                    .uuid();
            node.own(PHONE, person)
                    .patch(PHONE.path(person) + "/" + record, Body.empty().with("app_version", "2"));
            node.age(person, person.equals(active) ? 300 : 500);
        }
        figuresBefore = figures();
        try (Connection writer = node.connection();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute(
                    "update mobile set display_name = 'written during the run' where patient_id = '" + writing + "'");
            node.run();
            node.run();
            writer.commit();
        }
    }

    @AfterAll
    void stop() {
        node.close();
    }

    /** The records and history of an inactive person remain, without the person and what identifies the device. */
    @Test
    void inactivePersonIsAnonymised() {
        assertThat(node.rows(PHONE, "", inactive)).isZero();
        assertThat(node.rows(PHONE, "_history", inactive)).isZero();
        assertThat(node.number("select count(*) from mobile" + ANONYMOUS, product))
                .isEqualTo(1);
        assertThat(node.number("select count(*) from mobile_history" + ANONYMOUS, product))
                .isEqualTo(1);
    }

    /** Figures stay what they were. */
    @Test
    void figuresStay() {
        assertThat(figures()).isEqualTo(figuresBefore);
    }

    /** Anonymised records belong to nobody, so the next run leaves them. */
    @Test
    void anonymisedRecordsStay() {
        assertThat(node.number("select max(people) from retention_run")).isZero();
        assertThat(node.metric("retention_processed_total{what=\"people\"}")).isEqualTo(1);
    }

    /** A person who is active stays. */
    @Test
    void activePersonStays() {
        assertThat(node.rows(PHONE, "", active)).isEqualTo(1);
    }

    /** A person who writes during the run stays, also if the write is complete only after it. */
    @Test
    void personWhoWritesDuringTheRunStays() {
        assertThat(node.own(PHONE, writing).get(PHONE.path(writing)).text()).contains("written during the run");
    }

    /** Without their settings, history, names of devices and access events stay. */
    @Test
    void otherDataStay() {
        assertThat(node.rows(PHONE, "_history", active)).isEqualTo(1);
        assertThat(node.officer()
                        .get("/dhos/v1/retention")
                        .json()
                        .at("/next_run/versions")
                        .isNull())
                .isTrue();
    }

    private String figures() {
        String filter = "?app_product=" + product.replace(' ', '+');
        return (node.support().get("/dhos/v1/analytics/adoption" + filter).text()
                        + node.support()
                                .get("/dhos/v1/analytics/platforms" + filter)
                                .text())
                .replaceAll("\"computed_at\":\"[^\"]*\"", "");
    }
}
