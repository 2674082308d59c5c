package health.polaris.telemetry.search;

import health.polaris.telemetry.database.FleetConnectionGate;
import health.polaris.telemetry.http.QueryParameters;
import health.polaris.telemetry.http.problem.ProblemException;
import health.polaris.telemetry.query.Condition;
import health.polaris.telemetry.query.IndexEntries;
import health.polaris.telemetry.query.QueryService;
import health.polaris.telemetry.query.Sql;
import health.polaris.telemetry.query.TextColumn;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Filters by a range of versions. They are resolved into the versions that exist, because only Java can compare versions. */
@ApplicationScoped
public class VersionRange {
    static final String BELOW = "version_below";
    static final String FROM = "version_from";
    static final List<String> PARAMETERS = List.of(BELOW, FROM);

    private static final String VERSION = "app_version";
    private static final String PRODUCT = "app_product";
    private static final int MAX_VERSIONS = 10_000;

    /** Longer versions are cut in the index. */
    private static final int MAX_CHARACTERS = 63;

    /** No readable version contains it. */
    private static final String SEPARATOR = "|";

    @EJB
    QueryService queries;

    @Inject
    FleetConnectionGate gate;

    static boolean isUsed(QueryParameters parameters) {
        return PARAMETERS.stream().anyMatch(parameters::has);
    }

    /** Returns all conditions for records of a kind: those of {@link Filters}, and those of a range of versions. */
    public List<Condition> withFilters(Searchable kind, QueryParameters parameters) {
        return Stream.of(Filters.conditions(kind, parameters), conditions(kind, parameters))
                .flatMap(List::stream)
                .toList();
    }

    /**
     * Returns the condition that selects installations of a kind with a version in the range; none without a range.
     *
     * @throws ProblemException with 400 for an unreadable version, without a product, or if there are too many versions
     */
    private List<Condition> conditions(Searchable kind, QueryParameters parameters) {
        if (!isUsed(parameters)) {
            return List.of();
        }
        PARAMETERS.forEach(name -> parameters.text(name).ifPresent(version -> VersionOrder.readable(name, version)));
        if (!parameters.has(PRODUCT)) {
            throw ProblemException.badRequest(
                    PRODUCT + ": is required, because versions of different products cannot be compared.");
        }
        TextColumn column = kind.texts().get(VERSION);
        String versions = String.join(SEPARATOR, inRange(existing(kind, column), parameters));
        return List.of(Condition.of(column.entry() + " = any(string_to_array(?, '" + SEPARATOR + "'))", versions)
                .with(new IndexEntries(
                        column.entry(), "select unnest(string_to_array(?, '" + SEPARATOR + "'))", List.of(versions))));
    }

    private static List<String> inRange(List<String> versions, QueryParameters parameters) {
        List<String> inRange = versions;
        Optional<String> below = parameters.text(BELOW);
        if (below.isPresent()) {
            inRange = VersionOrder.below(below.get(), inRange.stream());
        }
        Optional<String> from = parameters.text(FROM);
        return from.isEmpty() ? inRange : VersionOrder.from(from.get(), inRange.stream());
    }

    private List<String> existing(Searchable kind, TextColumn column) {
        Sql statement = versions(kind, column);
        List<Object[]> rows = gate.call(() -> queries.rows(statement));
        if (rows.size() > MAX_VERSIONS) {
            throw ProblemException.badRequest(
                    VERSION + ": more than " + MAX_VERSIONS + " versions exist, which are too many to compare.");
        }
        return rows.stream()
                .map(row -> (String) row[0])
                .filter(version -> version.codePointCount(0, version.length()) <= MAX_CHARACTERS)
                .toList();
    }

    /** Selects each version once. */
    static Sql versions(Searchable kind, TextColumn column) {
        return Sql.numbered(
                "select entry, true from ("
                        + IndexEntries.all(kind.table(), column).select() + ") version limit ?",
                List.of(MAX_VERSIONS + 1));
    }
}
