package health.polaris.telemetry.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    /** Whatever the numbers, those left out are either none or together as many as may be told, unless all are fewer. */
    @RepeatedTest(50)
    void sumDoesNotTellWhatIsLeftOut() {
        Random chance = new Random();
        int[] people = IntStream.generate(() -> chance.nextInt(12))
                .limit(1 + chance.nextInt(8))
                .toArray();
        String text = String.join(
                " ", Arrays.stream(people).mapToObj(Integer::toString).toList());

        List<Share> shares = Share.of(groups(text), 5);

        int hidden = IntStream.range(0, people.length)
                .filter(at -> shares.get(at).people() == null)
                .map(at -> people[at])
                .sum();
        assertThat(hidden == 0 || hidden >= 5 || Arrays.stream(people).sum() < 5)
                .as(text)
                .isTrue();
        assertThat(shares).allMatch(share -> share.people() == null || share.people() == 0 || share.people() >= 5);
    }

    private static List<Share.Group> groups(String people) {
        return Arrays.stream(people.split(" "))
                .map(number -> new Share.Group("group", Long.parseLong(number)))
                .toList();
    }
}
