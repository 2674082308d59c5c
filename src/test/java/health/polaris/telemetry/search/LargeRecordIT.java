package health.polaris.telemetry.search;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Body;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Contract;
import health.polaris.telemetry.contract.Database;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.TestFleet;
import health.polaris.telemetry.contract.Tokens;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** Records with long texts, stored before texts had a limit. A page has at most 256 KiB of texts, or one record. */
class LargeRecordIT extends Contract {
    private static final String INSTALLATIONS = "/dhos/v1/installation";
    private static final String OUTDATED = "/dhos/v1/analytics/outdated";
    private static final int LARGE = 100 * 1024;
    private static final int HUGE = 1024 * 1024;

    private final TestFleet fleet = TestFleet.empty();
    private final String person = TestFleet.person();

    /** Pages of a list are bounded by size. Together they contain each record once. */
    @ParameterizedTest
    @EnumSource
    void pageOfAListIsBoundedBySize(RecordKind kind) throws SQLException {
        List<String> stored = new ArrayList<>();
        for (int size : new int[] {LARGE, LARGE, LARGE, 1, HUGE, HUGE, 1, LARGE}) {
            stored.add(store(kind, person, size));
        }
        Collections.reverse(stored);

        List<List<String>> pages = pages(
                Client.bearing(Tokens.of(kind.claim(), person, Tokens.OWN)),
                kind.path(person),
                "?limit=500",
                page -> page);

        assertThat(pages.stream().flatMap(List::stream)).isEqualTo(stored);
        assertThat(pages).extracting(List::size).containsExactly(3, 1, 4);
    }

    /** Pages of a search for both kinds are bounded by size, in the order of creation. */
    @Test
    void pageOfASearchIsBoundedBySize() throws SQLException {
        List<String> stored = storeBothKinds();
        Collections.reverse(stored);

        List<List<String>> pages = pages(TestFleet.support(), INSTALLATIONS, query("limit=500"), page -> page);

        assertThat(pages.stream().flatMap(List::stream)).isEqualTo(stored);
        assertThat(pages).hasSizeGreaterThan(3);
    }

    /** Pages of outdated installations are bounded by size. */
    @Test
    void pageOfOutdatedInstallationsIsBoundedBySize() throws SQLException {
        List<String> stored = storeBothKinds();

        List<List<String>> pages = pages(
                TestFleet.support(), OUTDATED, query("below=99&limit=500"), page -> page.at("/figures/installations"));

        assertThat(pages.stream().flatMap(List::stream)).isEqualTo(stored);
        assertThat(pages).hasSizeGreaterThan(3);
    }

    /** An export contains all large records. */
    @Test
    void exportContainsLargeRecords() throws SQLException {
        List<String> stored = storeBothKinds();

        Answer export = fleet.ask(TestFleet.support("text/csv"), INSTALLATIONS);

        assertThat(export.text().lines()).hasSize(stored.size() + 1);
        assertThat(stored).allMatch(export.text()::contains);
    }

    /** A large record can be read and changed. A text over the limit is kept until that text is changed. */
    @ParameterizedTest
    @EnumSource
    void largeRecordCanBeReadAndChanged(RecordKind kind) throws SQLException {
        String record = kind.path(person) + "/" + store(kind, person, HUGE);
        Client owner = Client.bearing(Tokens.of(kind.claim(), person, Tokens.OWN));

        Answer changed = owner.patch(record, Body.empty().with("app_version", "2"));

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json().get("app_version").asString()).isEqualTo("2");
        assertThat(changed.json().get(text(kind)).asString()).hasSize(HUGE);
        assertThat(owner.get(record).json()).isEqualTo(changed.json());
        if (kind != RecordKind.BLOOD_GLUCOSE_METER) {
            String latest = kind.path(person).replaceFirst("installation$", "latest_installation");
            assertThat(owner.get(latest).json()).isEqualTo(changed.json());
        }
        assertThat(owner.patch(record, Body.empty().with(text(kind), "short")).status())
                .isEqualTo(200);
    }

    /** The ids on each page. */
    private static List<List<String>> pages(
            Client client, String path, String first, Function<JsonNode, JsonNode> records) {
        List<List<String>> pages = new ArrayList<>();
        String query = first;
        while (!query.isEmpty()) {
            Answer page = client.get(path + query);
            assertThat(page.status()).isEqualTo(200);
            pages.add(TestFleet.ids(records.apply(page.json())));
            query = TestFleet.next(page);
        }
        return pages;
    }

    private String query(String parameters) {
        return "?app_product=" + TestFleet.encoded(fleet.product()) + "&" + parameters;
    }

    /** Stores large and small records of different patients and clinicians, and returns their ids. */
    private List<String> storeBothKinds() throws SQLException {
        List<String> stored = new ArrayList<>();
        for (int number = 0; number < 20; number++) {
            RecordKind kind = number % 3 == 0 ? RecordKind.CLINICIAN_INSTALLATION : RecordKind.PATIENT_INSTALLATION;
            stored.add(store(kind, TestFleet.person(), number % 4 == 0 ? 1 : LARGE));
        }
        return stored;
    }

    /** Stores a record with a text of this length, and returns its id. */
    private String store(RecordKind kind, String owner, int characters) throws SQLException {
        String uuid = fleet.store(kind, owner, kind.body()).uuid();
        Database.execute("update %s set %s = repeat('x', %d) where uuid = '%s'"
                .formatted(kind.table(), text(kind), characters, uuid));
        return uuid;
    }

    /** A text field without an index. */
    private static String text(RecordKind kind) {
        return switch (kind) {
            case PATIENT_INSTALLATION -> "display_name";
            case CLINICIAN_INSTALLATION -> "ip_address";
            case BLOOD_GLUCOSE_METER -> "serial_number";
        };
    }
}
