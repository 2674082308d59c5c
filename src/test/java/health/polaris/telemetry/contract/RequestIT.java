package health.polaris.telemetry.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Clinicians, odd requests, and many requests at once. */
class RequestIT {
    private final String clinician = UUID.randomUUID().toString();
    private final String token = TestServer.token("clinician_id", clinician).signed();
    private final String path = "/dhos/v1/clinician/" + clinician + "/installation";
    private static final String INSTALLATION = "{\"unique_device_code\":\"1\",\"app_product\":\"GDM\","
            + "\"app_version\":\"1\",\"date_first_used\":\"2017-04-17T08:29:19.123+00:00\",\"desktop_os\":\"Windows\","
            + "\"desktop_os_version\":\"95\",\"ip_address\":\"195.189.79.280\"}";

    /** 200 creates at once give 200 records, each to be read. */
    @Test
    void manyCreatesAtOnceGiveAsManyRecords() throws Exception {
        Set<String> ids = ConcurrentHashMap.newKeySet();
        ExecutorService clients = Executors.newFixedThreadPool(20);
        try {
            for (Future<Boolean> done : clients.invokeAll(IntStream.range(0, 200)
                    .<java.util.concurrent.Callable<Boolean>>mapToObj(
                            i -> () -> ids.add(TestServer.json(TestServer.call("POST", path, token, INSTALLATION))
                                    .get("uuid")
                                    .asString()))
                    .toList())) {
                assertThat(done.get()).isTrue();
            }
        } finally {
            clients.shutdown();
        }
        assertThat(ids).hasSize(200);
        for (String id : ids) {
            assertThat(TestServer.call("GET", path + "/" + id, token, "").statusCode())
                    .isEqualTo(200);
        }
    }

    /** Changes of different fields at once are all kept. */
    @Test
    void changesAtOnceAreAllKept() throws Exception {
        String address = path + "/"
                + TestServer.json(TestServer.call("POST", path, token, INSTALLATION))
                        .get("uuid")
                        .asString();
        ExecutorService clients = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 20; round++) {
                String value = "r" + round;
                var tasks = java.util.stream.Stream.of("app_version", "desktop_os", "ip_address", "app_product")
                        .<java.util.concurrent.Callable<Integer>>map(field ->
                                () -> TestServer.call("PATCH", address, token, "{\"" + field + "\":\"" + value + "\"}")
                                        .statusCode())
                        .toList();
                for (Future<Integer> done : clients.invokeAll(tasks)) {
                    assertThat(done.get()).isEqualTo(200);
                }
                var record = TestServer.json(TestServer.call("GET", address, token, ""));
                for (String field : new String[] {"app_version", "desktop_os", "ip_address", "app_product"}) {
                    assertThat(record.get(field).asString()).isEqualTo(value);
                }
            }
        } finally {
            clients.shutdown();
        }
    }

    /** A body over 1 MiB is refused with 413. */
    @Test
    void refusesALargeBody() throws Exception {
        String large = "{\"model\":\"" + "x".repeat(1024 * 1024) + "\"}";
        assertThat(TestServer.call("POST", path, token, large).statusCode()).isEqualTo(413);
    }

    /** Deep nesting is refused, not recursed into. */
    @Test
    void refusesADeepBody() throws Exception {
        assertThat(TestServer.call("POST", path, token, "{\"x\":" + "[".repeat(5000))
                        .statusCode())
                .isEqualTo(400);
    }

    /** Unknown records, methods and paths each get their own status. */
    @ParameterizedTest
    @CsvSource({"GET,/unknown,404", "PUT,'',405", "GET,/1234567890123456789012345678901234567,400", "GET,/a%0Ab,400"})
    void refusesOddPaths(String method, String tail, int status) throws Exception {
        assertThat(TestServer.call(method, path + tail, token, "").statusCode()).isEqualTo(status);
    }
}
