package health.polaris.telemetry.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of small numbers of people. */
class ShareTest {
    /** Nothing below five is told, but zero; and not what a sum would give away. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10 20 30    | 10 20 30",
                "10 4 20     | - - 20",
                "4 4 20      | - - 20",
                "3 1 20      | - - -",
                "0 5 20      | 0 5 20",
                "4           | -",
                "2 0         | - 0",
                "7 7 1       | - - -",
                "4 3 2 1     | - - - -"
            })
    void smallNumbersAreLeftOut(String people, String told) {
        List<Share> shares = Share.of(groups(people), 5);

        assertThat(shares.stream()
                        .map(share ->
                                share.people() == null ? "-" : share.people().toString()))
                .containsExactly(told.split(" "));
        assertThat(shares).allMatch(share -> (share.people() == null) == (share.share() == null));
    }

    /**
     * Of up to five groups of none to six people each, with a smallest count of three: nobody learns a smaller number, also not by a
     * difference, and no more is left out than that takes.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void everyCombinationKeepsSmallNumbersSecret(int groups) {
        for (int number = 0; number < Math.pow(7, groups); number++) {
            String digits = Integer.toString(number, 7);
            List<Long> people = ("0".repeat(groups - digits.length()) + digits)
                    .chars()
                    .mapToObj(digit -> (long) digit - '0')
                    .toList();

            assertSecret(people, Share.of(groups(people), 3));
        }
    }

    private static void assertSecret(List<Long> people, List<Share> shares) {
        List<Long> hidden = new ArrayList<>();
        for (int group = 0; group < people.size(); group++) {
            Long told = shares.get(group).people();
            if (told == null) {
                hidden.add(people.get(group));
            } else {
                assertThat(told).as("%s", people).isEqualTo(people.get(group)).isNotIn(1L, 2L);
            }
        }
        long all = sum(people);
        long largest = hidden.stream().mapToLong(Long::longValue).max().orElse(0);
        assertThat(sum(hidden) >= 3 || hidden.isEmpty() || sum(hidden) == all)
                .as("%s: the sum does not tell who is hidden", people)
                .isTrue();
        assertThat(largest < 3 || sum(hidden.stream().filter(one -> one < 3).toList()) < 3)
                .as("%s: a large group is hidden only where it must be", people)
                .isTrue();
        assertThat(people.stream().filter(one -> one >= 3 && one < largest))
                .as("%s: the smallest of those", people)
                .isSubsetOf(hidden);
        assertThat(people.stream().anyMatch(one -> one == 1 || one == 2) || hidden.isEmpty())
                .as("%s: nothing is hidden without a reason", people)
                .isTrue();
    }

    /** A share is a part of all people, also of those in groups that are left out, in six decimals. */
    @Test
    void sharesAreOfAll() {
        List<Share> shares = Share.of(groups(List.of(8L, 2L, 5L)), 3);

        assertThat(shares)
                .containsExactly(
                        new Share("group", 8L, 0.533333),
                        new Share("group", null, null),
                        new Share("group", null, null));
        assertThat(Share.of(groups(List.of(0L, 0L)), 3)).containsOnly(new Share("group", 0L, 0.0));
        assertThat(Share.of(groups(List.of(2L, 1L)), 1))
                .containsExactly(new Share("group", 2L, 0.666667), new Share("group", 1L, 0.333333));
    }

    /** A number that stands alone is told from the smallest count on, and when it is zero. */
    @ParameterizedTest
    @CsvSource({"0, 0", "1, ", "4, ", "5, 5", "6, 6"})
    void loneNumberIsToldFromTheSmallestCountOn(long number, Long told) {
        assertThat(Share.told(number, 5)).isEqualTo(told);
    }

    private static long sum(List<Long> numbers) {
        return numbers.stream().mapToLong(Long::longValue).sum();
    }

    private static List<Share.Group> groups(List<Long> people) {
        return people.stream().map(number -> new Share.Group("group", number)).toList();
    }

    private static List<Share.Group> groups(String people) {
        return groups(Arrays.stream(people.split(" ")).map(Long::valueOf).toList());
    }
}
