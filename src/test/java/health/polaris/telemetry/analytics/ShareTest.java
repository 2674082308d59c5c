package health.polaris.telemetry.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Suppression of small numbers of people. */
class ShareTest {
    /** Numbers from one to four are suppressed, and any number that would reveal them by subtraction. */
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
    void smallNumbersAreSuppressed(String people, String reported) {
        List<Share> shares = Share.of(groups(people), 5);

        assertThat(shares.stream()
                        .map(share ->
                                share.people() == null ? "-" : share.people().toString()))
                .containsExactly(reported.split(" "));
        assertThat(shares).allMatch(share -> (share.people() == null) == (share.share() == null));
    }

    /**
     * All combinations of up to five groups of zero to six people, with a smallest count of three: no smaller number
     * can be derived, and nothing is suppressed without need.
     */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void noCombinationRevealsASmallNumber(int groups) {
        for (int number = 0; number < Math.pow(7, groups); number++) {
            String digits = Integer.toString(number, 7);
            List<Long> people = ("0".repeat(groups - digits.length()) + digits)
                    .chars()
                    .mapToObj(digit -> (long) digit - '0')
                    .toList();

            assertSuppressed(people, Share.of(groups(people), 3));
        }
    }

    private static void assertSuppressed(List<Long> people, List<Share> shares) {
        List<Long> suppressed = new ArrayList<>();
        for (int group = 0; group < people.size(); group++) {
            Long reported = shares.get(group).people();
            if (reported == null) {
                suppressed.add(people.get(group));
            } else {
                assertThat(reported)
                        .as("%s", people)
                        .isEqualTo(people.get(group))
                        .isNotIn(1L, 2L);
            }
        }
        long all = sum(people);
        long largest = suppressed.stream().mapToLong(Long::longValue).max().orElse(0);
        assertThat(sum(suppressed) >= 3 || suppressed.isEmpty() || sum(suppressed) == all)
                .as("%s: the suppressed sum reveals no small number", people)
                .isTrue();
        assertThat(largest < 3 || sum(suppressed.stream().filter(one -> one < 3).toList()) < 3)
                .as("%s: a large group is suppressed only if necessary", people)
                .isTrue();
        assertThat(people.stream().filter(one -> one >= 3 && one < largest))
                .as("%s: the smallest large group is suppressed first", people)
                .isSubsetOf(suppressed);
        assertThat(people.stream().anyMatch(one -> one == 1 || one == 2) || suppressed.isEmpty())
                .as("%s: nothing is suppressed without a small group", people)
                .isTrue();
    }

    /** Shares refer to all people, including those in suppressed groups, rounded to six decimals. */
    @Test
    void sharesReferToAllPeople() {
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

    /** A single number is reported if it is zero or at least the smallest count. */
    @ParameterizedTest
    @CsvSource({"0, 0", "1, ", "4, ", "5, 5", "6, 6"})
    void singleNumberIsReportedFromTheSmallestCount(long number, Long reported) {
        assertThat(Share.reported(number, 5)).isEqualTo(reported);
    }

    /** A total is suppressed if it is small, or if the suppressed parts would be a small number together. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"10 20 | 30", "10 4 | -", "10 3 2 | 15", "10 2 2 | -", "4 | -", "0 0 | 0", "5 | 5", "1 1 | -"})
    void totalRevealsNoSuppressedPart(String parts, String reported) {
        List<Long> people = Arrays.stream(parts.split(" ")).map(Long::valueOf).toList();

        Long total = Share.total(sum(people), people.stream().mapToLong(Long::longValue), 5);

        assertThat(total == null ? "-" : total.toString()).isEqualTo(reported);
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
