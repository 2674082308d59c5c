package health.polaris.telemetry.history;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Body;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.Database;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.TestFleet;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** The pages of a history are the whole history. */
class HistoryPagesIT extends Contract {
    private final PersonHistory person = PersonHistory.ofNewPerson();

    /** The pages of a history are the whole history, whatever their size. */
    @ParameterizedTest
    @CsvSource({"1", "2", "3", "50"})
    void pagesAreTheWholeHistory(int limit) throws SQLException {
        RecordKind kind = RecordKind.BLOOD_GLUCOSE_METER;
        String id = person.create(kind);
        for (String version : List.of("2", "3", "4", "5")) {
            person.client(kind).patch(person.path(kind) + "/" + id, Body.empty().with("app_version", version));
        }
        PersonHistory.execute("dba", "delete from blood_glucose_meter where uuid = '" + id + "'");
        JsonNode all = person.history(kind, id).json().get("versions");

        assertThat(all).hasSize(6);
        assertThat(person.pages(kind, id, limit)).containsExactlyElementsOf(all);
    }

    /** A change between two pages neither repeats nor skips a version. */
    @Test
    void changeBetweenPagesDoesNotShiftThem() {
        RecordKind kind = RecordKind.PATIENT_INSTALLATION;
        String id = person.create(kind);
        String path = person.path(kind) + "/" + id;
        person.client(kind).patch(path, Body.empty().with("app_version", "2"));
        Answer first = person.history(kind, id, "?limit=1");

        person.client(kind).patch(path, Body.empty().with("app_version", "3"));
        JsonNode second = person.history(kind, id, TestFleet.next(first)).json().get("versions");

        assertThat(first.json().at("/versions/0/app_version").asString()).isEqualTo("2");
        assertThat(second).hasSize(1);
        assertThat(second.at("/0/app_version").asString())
                .isEqualTo(kind.body().values().get("app_version"));
        assertThat(second.at("/0/valid_to")).isEqualTo(first.json().at("/versions/0/valid_from"));
    }

    /** Long texts make pages shorter. */
    @Test
    void pagesOfLongTextsAreShorter() throws SQLException {
        RecordKind kind = RecordKind.PATIENT_INSTALLATION;
        String id = person.create(kind);
        for (String letter : List.of("a", "b", "c", "d", "e")) {
            Database.execute("update mobile set model = repeat('" + letter + "', 100000) where uuid = '" + id + "'");
        }

        Answer first = person.history(kind, id);

        assertThat(first.json().get("versions").size()).isLessThan(6);
        assertThat(person.pages(kind, id, 50))
                .extracting(version -> version.get("model").asString().substring(0, 1))
                .containsExactly("e", "d", "c", "b", "a", "s");
    }
}
