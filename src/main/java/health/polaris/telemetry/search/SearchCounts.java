package health.polaris.telemetry.search;

import health.polaris.telemetry.database.FleetConnectionGate;
import health.polaris.telemetry.query.QueryService;
import health.polaris.telemetry.query.RecordQuery;
import health.polaris.telemetry.query.Sql;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Counts the results of searches. Up to a limit the numbers are exact; above it they are estimates, because counting takes long. */
@ApplicationScoped
public class SearchCounts {
    /** Maximum number of records of a kind that are counted. */
    static final int MAX_EXACT = 50_000;

    @EJB
    QueryService queries;

    @Inject
    FleetConnectionGate gate;

    /**
     * The number of results.
     *
     * @param people the number of people who have the records
     * @param estimated whether the numbers are estimates
     */
    public record Count(long records, long people, boolean estimated) {
        private static final Count NONE = new Count(0, 0, false);

        private Count plus(Count other) {
            return new Count(records + other.records, people + other.people, estimated || other.estimated);
        }

        /** Estimates from a part of the records how many people have all of them. */
        private Count ofAll(long all) {
            return new Count(all, Math.max(people, Math.round((double) people * all / records)), true);
        }
    }

    /** Counts the results of searches for different kinds. */
    public Count of(List<RecordQuery<?>> searches) {
        return gate.call(() -> searches.stream().map(this::count).reduce(Count.NONE, Count::plus));
    }

    private Count count(RecordQuery<?> search) {
        Object[] numbers = queries.rows(statement(search)).get(0);
        Count counted = new Count(((Number) numbers[0]).longValue(), ((Number) numbers[1]).longValue(), false);
        return counted.records() <= MAX_EXACT
                ? counted
                : counted.ofAll(Math.max(counted.records(), queries.estimate(search.selectOwners(Integer.MAX_VALUE))));
    }

    /** Selects the number of records, at most one more than are counted, and of their owners. */
    static Sql statement(RecordQuery<?> search) {
        Sql owners = search.selectOwners(MAX_EXACT + 1);
        return new Sql("select count(*), count(distinct owner) from (" + owners.sql() + ") found", owners.parameters());
    }
}
