package health.polaris.telemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.HalfSentRequest;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.local.LocalServer;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Three hundred connections with incomplete requests, whose rest arrives slowly or never. */
@Tag("faults")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SlowSenderFaults {
    private static final int SENDERS = 300;
    private static final int SECONDS_BETWEEN_BYTES = 10;

    /** Longer than the time-out of a body. */
    private static final long ATTACK_SECONDS = 15;

    private static final List<String> PROBES = List.of("/running", "/health/live", "/health/ready");

    /** Slow senders of bodies or heads delay neither probes nor other callers: both are answered within a second. */
    @Test
    void slowSendersDelayNobody() throws Exception {
        String patient = UUID.randomUUID().toString();
        Map<String, SlowSenders.Sender> senders = new LinkedHashMap<>();
        senders.put("bodies with the tokens of many callers", HalfSentRequest::new);
        senders.put("bodies with the token of one caller", node -> new HalfSentRequest(node, patient));
        senders.put("bodies without a token", node -> new HalfSentRequest(node, post(patient), Optional.empty()));
        senders.put("bodies to /running", node -> new HalfSentRequest(node, "POST /running", Optional.empty()));
        senders.put("bodies to /health/live", node -> new HalfSentRequest(node, "POST /health/live", Optional.empty()));
        senders.put("heads", HalfSentRequest::ofHead);

        try (FaultEnvironment environment = new FaultEnvironment()) {
            LocalServer node = environment.startNode();
            try (Load load = Load.on(node.uri())) {
                load.awaitAcknowledged(1_500); // warms the server up
            }
            for (Map.Entry<String, SlowSenders.Sender> kind : senders.entrySet()) {
                for (int interval : new int[] {0, SECONDS_BETWEEN_BYTES}) {
                    String name = kind.getKey() + (interval == 0 ? " that stop" : " that drip");
                    try (SlowSenders attack = new SlowSenders(node.uri(), SENDERS, interval, kind.getValue())) {
                        assertOthersAreServed(name, node.uri());
                        System.out.println("FAULT %s: %d were disconnected".formatted(name, attack.disconnected()));
                    }
                }
            }
        }
    }

    private static void assertOthersAreServed(String attack, URI node) {
        Client monitor = Client.anonymous().at(node);
        ResponseTimes probes = new ResponseTimes();
        ResponseTimes calls = new ResponseTimes();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(ATTACK_SECONDS);
        while (System.nanoTime() < end) {
            for (String probe : PROBES) {
                probes.measure(() -> monitor.get(probe).status() == 200);
            }
            Write write = Write.withKey(RecordKind.PATIENT_INSTALLATION);
            calls.measure(() -> write.create(node).isAcknowledged());
            calls.measure(() -> write.change(node).isAcknowledged());
            calls.measure(() -> write.find(node).status() == 200);
            Load.pause(20);
        }
        System.out.println("FAULT %s: probes: %s; other requests: %s".formatted(attack, probes, calls));
        assertThat(probes.failures() + calls.failures()).as(attack).isZero();
        assertThat(probes.quantile(.99)).as(attack).isLessThan(Duration.ofSeconds(1));
        assertThat(calls.quantile(.99)).as(attack).isLessThan(Duration.ofSeconds(1));
    }

    private static String post(String patient) {
        return "POST " + RecordKind.PATIENT_INSTALLATION.path(patient);
    }
}
