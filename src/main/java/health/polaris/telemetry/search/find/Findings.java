package health.polaris.telemetry.search.find;

import com.fasterxml.jackson.annotation.JsonIgnore;
import health.polaris.telemetry.audit.Counted;
import health.polaris.telemetry.audit.Identified;
import health.polaris.telemetry.audit.Person;
import health.polaris.telemetry.search.LastHeard;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The matches of a text.
 *
 * @param q the text
 * @param found the matches by what the text can be; without those that have none
 */
record Findings(String q, List<Group> found) implements Counted, Identified.Response {
    /**
     * The matches of one clue.
     *
     * @param field what matches
     * @param ofPeople whether the ids of people match
     * @param matches the first matches; equal texts come before those that only start with the text
     * @param more whether there are or may be more
     */
    record Group(String field, @JsonIgnore boolean ofPeople, List<Match> matches, boolean more) {}

    /**
     * A person, and what matches.
     *
     * @param kind {@code patient} or {@code clinician}
     * @param value the matching text
     * @param uuid the record with the text, or one of several; null if the person matches
     * @param appProduct the product of the person's latest installation; null without one, as the version
     * @param serialNumber of the matching meter, otherwise of the newest one; null without one
     * @param lastHeard when a record of the person was last created or changed
     */
    record Match(
            String kind,
            String personId,
            String value,
            String uuid,
            String appProduct,
            String appVersion,
            String serialNumber,
            OffsetDateTime lastHeard) {}

    /** Converts rows of {@link Find#statement}. */
    static Findings of(String text, List<Object[]> rows) {
        Map<Integer, List<Object[]>> rowsByClue = rows.stream()
                .collect(Collectors.groupingBy(row -> ((Number) row[0]).intValue(), TreeMap::new, Collectors.toList()));
        return new Findings(
                text,
                rowsByClue.entrySet().stream()
                        .map(entry -> group(Clue.ALL.get(entry.getKey()), entry.getValue()))
                        .toList());
    }

    private static Group group(Clue clue, List<Object[]> rows) {
        return new Group(
                clue.label(),
                clue.isPerson(),
                rows.stream().map(Findings::match).toList(),
                (Boolean) rows.get(0)[9]);
    }

    private static Match match(Object[] row) {
        return new Match(
                (String) row[1],
                (String) row[2],
                (String) row[3],
                (String) row[4],
                (String) row[5],
                (String) row[6],
                (String) row[7],
                LastHeard.time(row[8]));
    }

    @Override
    public long records() {
        return found.stream().mapToLong(group -> group.matches().size()).sum();
    }

    /** The person whose id equals the text, or is the only one that starts with it. */
    @Override
    public Optional<Identified> identified() {
        List<Match> people = found.stream()
                .filter(Group::ofPeople)
                .flatMap(group -> group.matches().stream())
                .toList();
        return people.stream()
                .filter(match -> people.size() == 1 || match.personId().strip().equalsIgnoreCase(q.strip()))
                .findFirst()
                .map(match -> new Identified(new Person(match.kind(), match.personId()), FindResource.TEXT));
    }
}
