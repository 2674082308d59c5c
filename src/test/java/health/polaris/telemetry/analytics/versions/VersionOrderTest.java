package health.polaris.telemetry.analytics.versions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Order of versions. */
class VersionOrderTest {
    /** Versions are sorted by their numbers. */
    @Test
    void versionsAreSortedByTheirNumbers() {
        List<String> ordered = List.of(
                "alpha",
                "",
                "0.9",
                "1.0-alpha",
                "1.0-beta",
                "1.0-rc1",
                "v1.0",
                "1.0.1",
                "1.9",
                "V1.10",
                "1.10.1",
                "2",
                "10.0",
                "99999999999999999999.1");
        List<String> shuffled = new ArrayList<>(ordered);
        Collections.shuffle(shuffled, new Random(1));

        assertThat(VersionOrder.sorted(shuffled.stream())).containsExactlyElementsOf(ordered);
        assertThat(shuffled.stream().sorted(VersionOrder.OLDEST_FIRST)).containsExactlyElementsOf(ordered);
    }

    /** Two spellings of one version are both kept, and neither is below the other. */
    @ParameterizedTest
    @CsvSource({"v1.9, 1.9", "1.0, 1", "1.0-RC1, 1.0-rc1"})
    void spellingsOfOneVersionAreKept(String one, String other) {
        assertThat(VersionOrder.OLDEST_FIRST.compare(one, other)).isNotZero();
        assertThat(VersionOrder.below(other, Stream.of(one))).isEmpty();
        assertThat(VersionOrder.below(one, Stream.of(other))).isEmpty();
    }

    /** Texts of any length and nesting are compared. */
    @Test
    void hostileTextIsCompared() {
        String low = "1-".repeat(500_000);

        assertThat(VersionOrder.below("2", Stream.of("9".repeat(500_000), low))).containsExactly(low);
    }
}
