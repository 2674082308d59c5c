package health.polaris.telemetry.faults;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.HalfSent;
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

/** Three hundred connections that hold a request each, of which the rest comes slowly or never. */
@Tag("faults")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SlowSenderFaults {
    private static final int SENDERS = 300;
    private static final int SECONDS_BETWEEN_BYTES = 10;

    /** Longer than a body may take. */
    private static final long SECONDS_OF_ATTACK = 15;

    private static final List<String> PROBES = List.of("/running", "/health/live", "/health/ready");

    /** Whatever they send half of, probes are answered and other callers served, both within a second. */
    @Test
    void slowSendersHoldNobody() throws Exception {
        String patient = UUID.randomUUID().toString();
        Map<String, SlowSenders.Sender> senders = new LinkedHashMap<>();
        senders.put("bodies with the tokens of many", HalfSent::new);
        senders.put("bodies with the token of one", node -> new HalfSent(node, patient));
        senders.put("bodies without a token", node -> new HalfSent(node, post(patient), Optional.empty()));
        senders.put("bodies to /running", node -> new HalfSent(node, "POST /running", Optional.empty()));
        senders.put("bodies to /health/live", node -> new HalfSent(node, "POST /health/live", Optional.empty()));
        senders.put("heads", HalfSent::ofHead);

        try (Hospital hospital = new Hospital()) {
            LocalServer node = hospital.startNode();
            try (Load load = Load.on(node.uri())) {
                load.awaitAcknowledged(1_500); // a server that has just started is slow for another reason
            }
            for (Map.Entry<String, SlowSenders.Sender> kind : senders.entrySet()) {
                for (int pauses : new int[] {0, SECONDS_BETWEEN_BYTES}) {
                    String name = kind.getKey() + (pauses == 0 ? " that stop" : " that drip");
                    try (SlowSenders attack = new SlowSenders(node.uri(), SENDERS, pauses, kind.getValue())) {
                        assertOthersAreServed(name, node.uri());
                        System.out.println("FAULT %s: %d were disconnected".formatted(name, attack.disconnected()));
                    }
                }
            }
        }
    }

    private static void assertOthersAreServed(String attack, URI node) {
        Client monitor = Client.nobody().at(node);
        Waits probes = new Waits();
        Waits calls = new Waits();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_OF_ATTACK);
        while (System.nanoTime() < end) {
            for (String probe : PROBES) {
                probes.time(() -> monitor.get(probe).status() == 200);
            }
            Write write = Write.withKey(RecordKind.PATIENT_INSTALLATION);
            calls.time(() -> write.create(node).isAcknowledged());
            calls.time(() -> write.change(node).isAcknowledged());
            calls.time(() -> write.find(node).status() == 200);
            Load.pause(20);
        }
        System.out.println("FAULT %s: probes: %s; others: %s".formatted(attack, probes, calls));
        assertThat(probes.failures() + calls.failures()).as(attack).isZero();
        assertThat(probes.quantile(.99)).as(attack).isLessThan(Duration.ofSeconds(1));
        assertThat(calls.quantile(.99)).as(attack).isLessThan(Duration.ofSeconds(1));
    }

    private static String post(String patient) {
        return "POST " + RecordKind.PATIENT_INSTALLATION.path(patient);
    }
}
