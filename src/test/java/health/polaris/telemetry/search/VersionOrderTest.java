package health.polaris.telemetry.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Order of versions. */
class VersionOrderTest {
    /** Versions are sorted by their numbers, pre-releases before their release, and unreadable texts first. */
    @Test
    void versionsAreSorted() {
        List<String> ordered = List.of(
                "",
                "Version 2.0.0",
                "alpha",
                "unknown",
                "0.9",
                "1.0-0.1",
                "1.0-2",
                "1.0-10",
                "1.0-RC1",
                "1.0-a",
                "1.0-alpha",
                "1.0-alpha.1",
                "1.0-alpha.beta",
                "1.0-beta",
                "1.0-beta.2",
                "1.0-beta.11",
                "1.0-canary",
                "1.0-dev",
                "1.0-dev.3",
                "1.0-internal",
                "1.0-nightly.20240101",
                "1.0-pre",
                "1.0-preview.1",
                "1.0-rc.1",
                "1.0-rc1",
                "1.0-test",
                "v1.0",
                "1.0.1",
                "1.2.3-dev (9)",
                "1.2.3",
                "1.2.3 (99)",
                "1.2.3(456)",
                "1.2.3.4",
                "1.9",
                "V1.10",
                "1.10.1",
                "2",
                "10.0",
                "2024.11.1",
                "99999999999999999999.1");
        List<String> shuffled = new ArrayList<>(ordered);
        Collections.shuffle(shuffled, new Random(1));

        assertThat(VersionOrder.sorted(shuffled)).containsExactlyElementsOf(ordered);
        assertThat(shuffled.stream().sorted(VersionOrder.OLDEST_FIRST)).containsExactlyElementsOf(ordered);
    }

    /** Two spellings of one version are both kept, and neither is below the other. */
    @ParameterizedTest
    @CsvSource({"v1.9, 1.9", "1.0, 1", "1.0.0+5, 1.0.0+exp.sha-5", "1.0-rc.01, 1.0-rc.1", "' 1.0', 1.0", "1.0 (0), 1.0"
    })
    void spellingsOfOneVersionAreKept(String one, String other) {
        assertThat(VersionOrder.OLDEST_FIRST.compare(one, other)).isNotZero();
        assertThat(VersionOrder.below(other, Stream.of(one))).isEmpty();
        assertThat(VersionOrder.below(one, Stream.of(other))).isEmpty();
    }

    /** Other texts cannot be read. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "v",
                "unknown",
                "Version 2.0.0",
                "1.x",
                "1..0",
                "1.",
                ".1",
                "-1",
                "1.0-",
                "1.0-a..b",
                "1.0rc1",
                "1.0_1",
                "1.0 (a)",
                "\u0661.0",
                "1,0"
            })
    void otherTextsCannotBeRead(String text) {
        assertThat(VersionOrder.isReadable(text)).isFalse();
        assertThat(VersionOrder.below("9", Stream.of(text))).isEmpty();
    }

    /** Random versions are ordered as by an independent definition of the order, and the order is total. */
    @Test
    void orderIsConsistent() {
        Random random = new Random(1);
        List<String> identifiers = List.of("0", "1", "10", "9", "a", "A", "rc-1", "1a");
        List<String> versions = Stream.generate(() -> random.nextInt(3) + "." + random.nextInt(3)
                        + (random.nextBoolean() ? "" : "." + random.nextInt(2))
                        + (random.nextBoolean() ? "" : "-" + identifiers.get(random.nextInt(8)))
                        + (random.nextInt(3) > 0 ? "" : "+" + random.nextInt(9)))
                .limit(120)
                .toList();

        for (String one : versions) {
            for (String other : versions) {
                boolean below = !VersionOrder.below(other, Stream.of(one)).isEmpty();
                boolean above = !VersionOrder.below(one, Stream.of(other)).isEmpty();
                assertThat(below && above).as("%s %s", one, other).isFalse();
                if (below) {
                    assertThat(VersionOrder.OLDEST_FIRST.compare(one, other)).isNegative();
                }
                for (String third : versions.subList(0, 30)) {
                    if (below && !VersionOrder.below(third, Stream.of(other)).isEmpty()) {
                        assertThat(VersionOrder.below(third, Stream.of(one)))
                                .as("%s < %s < %s", one, other, third)
                                .containsExactly(one);
                    }
                }
            }
            String plain = one.replaceAll("[-+].*", "");
            assertThat(VersionOrder.below(plain, Stream.of(one)).isEmpty()).isEqualTo(!one.contains("-"));
        }
    }

    /** Texts of any length are compared; those that are longer than in figures cannot be read. */
    @Test
    void hostileTextIsCompared() {
        String longest = "1.0-" + "1.".repeat(125) + "1";

        assertThat(VersionOrder.below(
                        "2", Stream.of(longest, longest + "11", "9".repeat(500_000), "1.".repeat(500_000))))
                .containsExactly(longest);
    }
}
