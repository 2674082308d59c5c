package health.polaris.telemetry.analytics.usage;

import static org.assertj.core.api.Assertions.assertThat;

import health.polaris.telemetry.analytics.Share;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Groups of people with subgroups, such as manufacturers and models. */
class PlatformGroupTest {
    private static final int ALL = 100;

    /** Groups and their subgroups are sorted by size, largest first. */
    @Test
    void largestGroupComesFirst() {
        List<PlatformGroup> groups = PlatformGroup.of(
                List.of(pair("a", "1", 1), pair("b", "1", 2), pair("b", "2", 4), pair("c", "1", 3)), ALL, 1);

        assertThat(groups)
                .containsExactly(
                        new PlatformGroup(
                                "b", 6L, 0.6, List.of(new Share("2", 4L, 0.666667), new Share("1", 2L, 0.333333))),
                        new PlatformGroup("c", 3L, 0.3, List.of(new Share("1", 3L, 1.0))),
                        new PlatformGroup("a", 1L, 0.1, List.of(new Share("1", 1L, 1.0))));
    }

    /** Groups of equal size are sorted by name. */
    @Test
    void equalSizesAreSortedByName() {
        List<String> names =
                IntStream.range(0, 30).mapToObj(number -> "maker " + number).toList();

        List<PlatformGroup> groups =
                PlatformGroup.of(names.stream().map(name -> pair(name, "1", 1)).toList(), ALL, 1);

        assertThat(groups).extracting(PlatformGroup::name).isSorted().hasSize(30);
    }

    /** Names that differ only in case or surrounding space are one group, under the most frequent spelling. */
    @Test
    void spellingsAreMerged() {
        List<PlatformGroup> groups = PlatformGroup.of(
                List.of(pair("ACME", "x", 2), pair(" acme ", "X", 1), pair(" acme ", "x ", 3), pair("Acme", "y", 1)),
                ALL,
                1);

        assertThat(groups)
                .containsExactly(new PlatformGroup(
                        " acme ", 7L, 1.0, List.of(new Share("x ", 6L, 0.857143), new Share("y", 1L, 0.142857))));
    }

    /** Among equally frequent spellings, the choice is deterministic. */
    @Test
    void lastOfEquallyFrequentSpellingsIsUsed() {
        for (String spelling : List.of("aCME", "Acme", "acmE", "ACME", "AcMe")) {
            assertThat(PlatformGroup.of(List.of(pair(spelling, "1", 1), pair("acme", "1", 1)), ALL, 1))
                    .extracting(PlatformGroup::name)
                    .containsExactly("acme");
        }
    }

    /** Groups beyond the limit are merged into a last one without a name or subgroups. */
    @Test
    void groupsBeyondTheLimitAreMerged() {
        List<PlatformGroup> groups = PlatformGroup.of(
                List.of(pair("a", "1", 3), pair("a", "2", 1), pair("a", "3", 1), pair("b", "1", 4), pair("c", "1", 4)),
                1,
                1);

        assertThat(groups)
                .containsExactly(
                        new PlatformGroup(
                                "a", 5L, 0.384615, List.of(new Share("1", 3L, 0.6), new Share(null, 2L, 0.4))),
                        new PlatformGroup(null, 8L, 0.615385, List.of()));
    }

    /** People whom the database has merged belong to the remainder, for any limit. */
    @Test
    void pairsWithoutANameBelongToTheRemainder() {
        List<PlatformGroup> groups = PlatformGroup.of(
                List.of(pair("a", "1", 3), pair("a", null, 2), pair("b", "1", 1), pair(null, null, 4)), 1, 1);

        assertThat(groups)
                .containsExactly(
                        new PlatformGroup("a", 5L, 0.5, List.of(new Share("1", 3L, 0.6), new Share(null, 2L, 0.4))),
                        new PlatformGroup(null, 5L, 0.5, List.of()));
    }

    /** No remainder is added if all groups fit the limit. */
    @Test
    void noRemainderIsAddedWithinTheLimit() {
        assertThat(PlatformGroup.of(List.of(pair("a", "1", 1), pair("b", "1", 1)), 2, 1))
                .extracting(PlatformGroup::name)
                .containsExactly("a", "b");
    }

    /** A suppressed group has no subgroups. */
    @Test
    void subgroupsOfASuppressedGroupAreSuppressed() {
        List<PlatformGroup> groups = PlatformGroup.of(
                List.of(pair("a", "1", 5), pair("b", "1", 5), pair("c", "1", 4), pair("d", "1", 4)), ALL, 5);

        assertThat(groups)
                .containsExactly(
                        new PlatformGroup("a", 5L, 0.277778, List.of(new Share("1", 5L, 1.0))),
                        new PlatformGroup("b", 5L, 0.277778, List.of(new Share("1", 5L, 1.0))),
                        new PlatformGroup("c", null, null, List.of()),
                        new PlatformGroup("d", null, null, List.of()));
    }

    /** Small subgroups are suppressed, and the next larger one if the sum would reveal a small one. */
    @Test
    void smallSubgroupsAreSuppressed() {
        List<PlatformGroup> groups =
                PlatformGroup.of(List.of(pair("a", "1", 7), pair("a", "2", 5), pair("a", "3", 4)), ALL, 5);

        assertThat(groups)
                .containsExactly(new PlatformGroup(
                        "a",
                        16L,
                        1.0,
                        List.of(new Share("1", 7L, 0.4375), new Share("2", null, null), new Share("3", null, null))));
    }

    private static PlatformGroup.Pair pair(String name, String part, long people) {
        return new PlatformGroup.Pair(name, part, people);
    }
}
