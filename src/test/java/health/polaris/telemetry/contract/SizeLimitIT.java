package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Limits on the size of requests and the number of records of a person. */
class SizeLimitIT extends Contract {
    private static final int MAX_BODY_BYTES = 64 * 1024;
    private static final int MAX_RECORDS = 10_000;
    private static final int TIMEOUT_MILLIS = 10_000;

    private final String person = UUID.randomUUID().toString();

    /** Other tests expect tables without so many records of one person. */
    @AfterEach
    void removeRecords() throws SQLException {
        for (RecordKind kind : RecordKind.values()) {
            Database.execute("delete from " + kind.table() + " where " + kind.claim() + " = '" + person + "'");
        }
    }

    /** A body of the maximum size is accepted; one byte more is rejected with 413, with and without an announced length. */
    @ParameterizedTest
    @EnumSource
    void bodyHasALimit(RecordKind kind) {
        String body = kind.body().json();
        String largest = body + " ".repeat(MAX_BODY_BYTES - body.length());

        assertThat(owner(kind).post(kind.path(person), largest).status()).isEqualTo(kind.created());
        assertThat(owner(kind).postInChunks(kind.path(person), largest).status())
                .isEqualTo(kind.created());
        assertTooLarge(owner(kind).post(kind.path(person), largest + " "));
        assertTooLarge(owner(kind).postInChunks(kind.path(person), largest + " "));
        assertThat(owner(kind).get(kind.path(person)).json()).hasSize(2);
    }

    /** The body of a change has the same limit. */
    @ParameterizedTest
    @EnumSource
    void bodyOfAChangeHasALimit(RecordKind kind) {
        Answer created = owner(kind).post(kind.path(person), kind.body());
        String large = Body.empty().with("app_version", "2").json() + " ".repeat(MAX_BODY_BYTES);

        assertTooLarge(owner(kind).patch(kind.path(person) + "/" + created.uuid(), large));

        assertThat(owner(kind).get(kind.path(person)).json().valueStream()).containsExactly(created.json());
    }

    /** A body whose announced length is too large is rejected before it arrives. */
    @Test
    void announcedBodyIsNotAwaited() throws IOException {
        String head = "POST " + RecordKind.PATIENT_INSTALLATION.path(person) + " HTTP/1.1\r\nHost: localhost\r\n"
                + "Authorization: Bearer " + Tokens.patient(person).signed()
                + "\r\nContent-Type: application/json\r\nContent-Length: " + (MAX_BODY_BYTES + 1) + "\r\n\r\n";
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), Client.anonymous().base().getPort())) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));

            String answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);

            assertThat(answer).isEqualTo("HTTP/1.1 413");
        }
    }

    /**
     * Creations beyond the limit of records are rejected with 409. The limit is approximate: some more may be accepted before the first
     * rejection, none after it. A repeated request gets its first response, records can be changed, and other people are not affected.
     */
    @ParameterizedTest
    @EnumSource
    void personHasALimitOfRecords(RecordKind kind) throws SQLException {
        Client keyed = owner(kind).with("Idempotency-Key", "first");
        Body body = kind.body();
        Answer first = keyed.post(kind.path(person), body);
        Database.execute(copies(kind, MAX_RECORDS));

        Answer rejected = createUntilRejected(kind);

        assertThat(rejected.status()).isEqualTo(409);
        assertThat(rejected.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(rejected.detail()).isEqualTo("This person has 10000 records of this kind, and cannot have more.");
        int records = countRecords(kind);
        assertThat(owner(kind).post(kind.path(person), kind.body()).status()).isEqualTo(409);
        assertThat(owner(kind)
                        .with("Idempotency-Key", "second")
                        .post(kind.path(person), kind.body())
                        .status())
                .isEqualTo(409);
        assertThat(keyed.post(kind.path(person), body).text()).isEqualTo(first.text());
        assertThat(countRecords(kind)).isEqualTo(records);
        assertThat(owner(kind)
                        .patch(
                                kind.path(person) + "/" + first.uuid(),
                                Body.empty().with("app_version", "2"))
                        .status())
                .isEqualTo(200);
        String another = UUID.randomUUID().toString();
        assertThat(Client.bearing(Tokens.of(kind.claim(), another, Tokens.OWN))
                        .post(kind.path(another), kind.body())
                        .status())
                .isEqualTo(kind.created());
    }

    /** One creation in a hundred is checked, so one of 2,500 is almost certainly checked. */
    private Answer createUntilRejected(RecordKind kind) {
        Answer answer = owner(kind).post(kind.path(person), kind.body());
        for (int more = 0; answer.status() == kind.created() && more < MAX_RECORDS / 4; more++) {
            answer = owner(kind).post(kind.path(person), kind.body());
        }
        return answer;
    }

    /** A statement that inserts copies of the person's record. */
    private String copies(RecordKind kind, int count) {
        return ("insert into %1$s"
                        + " select (jsonb_populate_record(one, jsonb_build_object('uuid', gen_random_uuid()))).*"
                        + " from %1$s one, generate_series(1, %4$d) where one.%2$s = '%3$s'")
                .formatted(kind.table(), kind.claim(), person, count);
    }

    private int countRecords(RecordKind kind) throws SQLException {
        return Database.number(
                "select count(*) from " + kind.table() + " where " + kind.claim() + " = '" + person + "'");
    }

    private static void assertTooLarge(Answer answer) {
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.detail()).isEqualTo("The body is larger than " + MAX_BODY_BYTES + " bytes.");
    }

    private Client owner(RecordKind kind) {
        return Client.bearing(Tokens.of(kind.claim(), person, Tokens.OWN));
    }
}
