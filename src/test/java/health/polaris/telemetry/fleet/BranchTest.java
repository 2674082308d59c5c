package health.polaris.telemetry.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Groups of people and their parts, such as manufacturers and models. */
class BranchTest {
    private static final int ALL = 100;

    /** Groups come largest first, those of equal size by name, and so do the parts of each. */
    @Test
    void largestComesFirst() {
        List<Branch> branches =
                Branch.of(List.of(leaf("b", "1", 1), leaf("c", "2", 2), leaf("c", "1", 3), leaf("a", "1", 1)), ALL, 1);

        assertThat(branches)
                .containsExactly(
                        new Branch("c", 5L, 0.714286, List.of(new Share("1", 3L, 0.6), new Share("2", 2L, 0.4))),
                        new Branch("a", 1L, 0.142857, List.of(new Share("1", 1L, 1.0))),
                        new Branch("b", 1L, 0.142857, List.of(new Share("1", 1L, 1.0))));
    }

    /** Names that differ in case or in space around them are one, in the spelling that most have; of equally many the last one. */
    @Test
    void spellingsAreOne() {
        List<Branch> branches = Branch.of(
                List.of(leaf("ACME", "x", 2), leaf(" acme ", "X", 1), leaf(" acme ", "x ", 2), leaf(" acme ", "y", 1)),
                ALL,
                1);

        assertThat(branches)
                .containsExactly(new Branch(
                        " acme ", 6L, 1.0, List.of(new Share("x ", 5L, 0.833333), new Share("y", 1L, 0.166667))));
    }

    /** Groups beyond the largest are one, which comes last, has no name and no parts. */
    @Test
    void restIsOne() {
        List<Branch> branches = Branch.of(
                List.of(leaf("a", "1", 3), leaf("a", "2", 1), leaf("a", "3", 1), leaf("b", "1", 4), leaf("c", "1", 4)),
                1,
                1);

        assertThat(branches)
                .containsExactly(
                        new Branch("a", 5L, 0.384615, List.of(new Share("1", 3L, 0.6), new Share(null, 2L, 0.4))),
                        new Branch(null, 8L, 0.615385, List.of()));
    }

    /** As many groups as are asked for leave no rest. */
    @Test
    void withoutARestNoneIsTold() {
        assertThat(Branch.of(List.of(leaf("a", "1", 1), leaf("b", "1", 1)), 2, 1))
                .extracting(Branch::name)
                .containsExactly("a", "b");
    }

    /** Of a group that is left out the parts are left out as well. */
    @Test
    void partsOfASmallGroupAreLeftOut() {
        List<Branch> branches =
                Branch.of(List.of(leaf("a", "1", 5), leaf("b", "1", 5), leaf("c", "1", 4), leaf("d", "1", 4)), ALL, 5);

        assertThat(branches)
                .containsExactly(
                        new Branch("a", 5L, 0.277778, List.of(new Share("1", 5L, 1.0))),
                        new Branch("b", 5L, 0.277778, List.of(new Share("1", 5L, 1.0))),
                        new Branch("c", null, null, List.of()),
                        new Branch("d", null, null, List.of()));
    }

    /** Of a group that is told small parts are left out, and the next larger one where the sum would tell the small one. */
    @Test
    void smallPartsAreLeftOut() {
        List<Branch> branches = Branch.of(List.of(leaf("a", "1", 7), leaf("a", "2", 5), leaf("a", "3", 4)), ALL, 5);

        assertThat(branches)
                .containsExactly(new Branch(
                        "a",
                        16L,
                        1.0,
                        List.of(new Share("1", 7L, 0.4375), new Share("2", null, null), new Share("3", null, null))));
    }

    private static Branch.Leaf leaf(String branch, String name, long people) {
        return new Branch.Leaf(branch, name, people);
    }
}
