package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Concurrent requests. */
class ConcurrencyIT extends Contract {
    private static final int BUSY_CLIENTS = 32;
    private static final int CREATIONS_OF_EACH = 60;
    private static final RecordKind KIND = RecordKind.CLINICIAN_INSTALLATION;

    private final ExecutorService clients = Executors.newFixedThreadPool(200);
    private final String person = UUID.randomUUID().toString();
    private final Client owner = Client.clinician(person);

    @AfterEach
    void end() {
        clients.shutdownNow();
    }

    /** Concurrent creations for one person each store a record. */
    @Test
    void concurrentCreationsEachStoreARecord() throws Exception {
        List<Answer> created =
                invokeAll(Stream.<Callable<Answer>>generate(() -> () -> owner.post(KIND.path(person), KIND.body()))
                        .limit(200));

        Set<String> ids = new HashSet<>(created.stream().map(Answer::uuid).toList());
        assertThat(ids).hasSize(200);
        List<Answer> found = invokeAll(ids.stream().map(id -> () -> owner.get(KIND.path(person) + "/" + id)));
        assertThat(found).allMatch(answer -> answer.status() == 200);
    }

    /** Under continuous load, each acknowledged creation has stored exactly one record. */
    @Test
    void continuousCreationsLoseNothing() throws Exception {
        List<List<String>> acknowledged = invokeAll(Stream.<Callable<List<String>>>generate(() -> () -> Stream.generate(
                                () -> owner.post(KIND.path(person), KIND.body()).uuid())
                        .limit(CREATIONS_OF_EACH)
                        .toList())
                .limit(BUSY_CLIENTS));

        assertThat(acknowledged.stream().flatMap(List::stream)).doesNotHaveDuplicates();
        assertThat(Database.number("select count(*) from desktop where clinician_id = ?", person))
                .isEqualTo(BUSY_CLIENTS * CREATIONS_OF_EACH);
    }

    /** Concurrent changes of different fields of one record are all kept. */
    @Test
    void concurrentChangesOfDifferentFieldsAreKept() throws Exception {
        String path = KIND.path(person) + "/"
                + owner.post(KIND.path(person), KIND.body()).uuid();
        List<String> fields = List.of("app_product", "app_version", "desktop_os", "desktop_os_version", "ip_address");
        for (int round = 0; round < 20; round++) {
            String value = "round " + round;

            List<Answer> changed = invokeAll(fields.stream()
                    .map(field -> () -> owner.patch(path, Body.empty().with(field, value))));

            assertThat(changed).allMatch(answer -> answer.status() == 200);
            assertThat(fields)
                    .allMatch(field ->
                            owner.get(path).json().get(field).asString().equals(value));
        }
    }

    private <T> List<T> invokeAll(Stream<Callable<T>> calls) throws Exception {
        return clients.invokeAll(calls.toList()).stream()
                .map(ConcurrencyIT::outcome)
                .toList();
    }

    private static <T> T outcome(Future<T> future) {
        try {
            return future.get();
        } catch (Exception fault) {
            throw new AssertionError("a request failed", fault);
        }
    }
}
