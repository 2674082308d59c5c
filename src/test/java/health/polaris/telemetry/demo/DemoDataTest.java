package health.polaris.telemetry.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The generated rows before they are written to a database. */
class DemoDataTest {
    private static final int PEOPLE = 2_000;
    private static final LocalDate LAST_DAY = LocalDate.of(2026, 6, 30);
    private static final LocalDateTime BEGIN = LAST_DAY.minusMonths(24).atStartOfDay();
    private static final LocalDateTime END = LAST_DAY.atTime(23, 59, 59);
    private static final int ID = 0;
    private static final int CREATED = 1;
    private static final int OWNER = 5;
    private static final int MOBILE_ID = 6;
    private static final int SERIAL_NUMBER = 7;
    private static final int LAUNCHED = 7;
    private static final int VERIFIED = 8;
    private static final int CORRECT = 9;
    private static final int VERSION = 10;

    private final DemoTables tables = people(1, LAST_DAY);
    private final List<List<String>> mobile = rows(tables.mobile());
    private final List<List<String>> desktop = rows(tables.desktop());
    private final List<List<String>> meter = rows(tables.bloodGlucoseMeter());

    @Test
    void sameSeedGeneratesTheSameRows() {
        DemoTables second = people(1, LAST_DAY);
        assertThat(second.mobile().text()).isEqualTo(tables.mobile().text());
        assertThat(second.desktop().text()).isEqualTo(tables.desktop().text());
        assertThat(second.bloodGlucoseMeter().text())
                .isEqualTo(tables.bloodGlucoseMeter().text());
        assertThat(people(2, LAST_DAY).mobile().text())
                .isNotEqualTo(tables.mobile().text());
    }

    @Test
    void lastDayAffectsDatesOnly() {
        DemoTables later = people(1, LAST_DAY.plusDays(100));
        assertThat(rows(later.mobile()))
                .extracting(row -> row.subList(VERSION, row.size()))
                .isEqualTo(mobile.stream()
                        .map(row -> row.subList(VERSION, row.size()))
                        .toList());
        assertThat(rows(later.bloodGlucoseMeter())).hasSameSizeAs(meter);
    }

    @Test
    void rowsHaveOneValuePerColumn() {
        assertThat(mobile).allSatisfy(row -> assertThat(row).hasSize(16));
        assertThat(desktop).allSatisfy(row -> assertThat(row).hasSize(14));
        assertThat(meter).allSatisfy(row -> assertThat(row).hasSize(13));
    }

    @Test
    void idsAreUniqueAndFitTheirColumns() {
        List<List<String>> all =
                Stream.of(mobile, desktop, meter).flatMap(List::stream).toList();
        assertThat(all).extracting(row -> row.get(ID)).doesNotHaveDuplicates().allMatch(id -> id.length() == 36);
        assertThat(all)
                .extracting(row -> row.get(OWNER))
                .allMatch(owner -> owner.startsWith("demo-") && owner.length() <= 36);
        assertThat(mobile).extracting(row -> row.get(OWNER)).contains(DemoData.FIRST_PATIENT);
    }

    @Test
    void timesAreWithinThe24MonthsAndBeforeCreation() {
        Stream.of(mobile, desktop)
                .flatMap(List::stream)
                .forEach(row -> assertThat(List.of(BEGIN, time(row.get(LAUNCHED)), time(row.get(CREATED)), END))
                        .isSorted());
        meter.stream()
                .filter(row -> !isNull(row.get(VERIFIED)))
                .forEach(row -> assertThat(
                                List.of(BEGIN, time(row.get(VERIFIED).replace("Z", "")), time(row.get(CREATED)), END))
                        .isSorted());
    }

    @Test
    void peopleInstallSeveralReleasesInOrder() {
        Map<String, Long> perPatient = count(mobile, OWNER);
        assertThat(perPatient).hasSize(PEOPLE * 85 / 100);
        assertThat((double) mobile.size() / perPatient.size()).isBetween(4.0, 6.5);
        assertThat(mobile).extracting(row -> row.get(VERSION)).contains("1.9.0", "v1.9.0", "1.10.0", "2.0.0");
        assertThat(count(desktop, OWNER)).hasSize(PEOPLE * 15 / 100);
    }

    @Test
    void meterIsVerifiedWithThePatientsApp() {
        Map<String, List<String>> installations =
                mobile.stream().collect(Collectors.toMap(row -> row.get(ID), row -> row));
        assertThat(meter).allSatisfy(row -> {
            List<String> installation = installations.get(row.get(MOBILE_ID));
            assertThat(installation.get(OWNER)).isEqualTo(row.get(OWNER));
            assertThat(row.get(VERSION + 1)).isIn(installation.get(VERSION), "\\N");
        });
    }

    @Test
    void fewVerificationsFailAndFewMetersAreShared() {
        Map<String, Long> results = count(meter, CORRECT);
        assertThat(results).containsOnlyKeys("true", "false", "\\N");
        assertThat((double) results.get("true") / meter.size()).isBetween(0.91, 0.95);
        Map<String, Set<String>> patients = new HashMap<>(meter.stream()
                .collect(Collectors.groupingBy(
                        row -> row.get(SERIAL_NUMBER), Collectors.mapping(row -> row.get(OWNER), Collectors.toSet()))));
        patients.values().removeIf(owners -> owners.size() == 1);
        assertThat(patients).hasSizeBetween(1, 20);
        assertThat(patients.values()).allSatisfy(owners -> assertThat(owners).hasSizeBetween(2, 3));
    }

    private static DemoTables people(long seed, LocalDate lastDay) {
        DemoPeople people = new DemoPeople(seed, lastDay);
        DemoTables tables = DemoTables.empty();
        for (int number = 1; number <= PEOPLE; number++) {
            people.add(number, tables);
        }
        return tables;
    }

    private static List<List<String>> rows(DemoTable table) {
        return table.text().lines().map(line -> List.of(line.split("\t", -1))).toList();
    }

    private static Map<String, Long> count(List<List<String>> rows, int column) {
        return rows.stream().collect(Collectors.groupingBy(row -> row.get(column), Collectors.counting()));
    }

    private static LocalDateTime time(String text) {
        return LocalDateTime.parse(text);
    }

    private static boolean isNull(String value) {
        return value.equals("\\N");
    }
}
