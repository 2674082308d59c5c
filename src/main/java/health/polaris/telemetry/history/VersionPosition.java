package health.polaris.telemetry.history;

import health.polaris.telemetry.http.problem.ProblemException;
import health.polaris.telemetry.paging.Position;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Where a page of a history starts.
 *
 * @param revision the row of the first version
 * @param removalListed whether the previous page ended with the removal after that version
 * @param next the start of the last version of the previous page; empty for the first page
 */
record VersionPosition(long revision, boolean removalListed, Optional<Instant> next) {
    static final VersionPosition NEWEST = new VersionPosition(Long.MAX_VALUE, false, Optional.empty());

    private static final String REMOVAL_LISTED = "+";

    /**
     * Reads a position from a cursor.
     *
     * @throws ProblemException with 400 if the cursor was not from a history
     */
    static VersionPosition of(Position position) {
        boolean removalListed = position.uuid().endsWith(REMOVAL_LISTED);
        String revision =
                removalListed ? position.uuid().substring(0, position.uuid().length() - 1) : position.uuid();
        if (!revision.matches("[0-9]{1,18}")) {
            throw ProblemException.badRequest("cursor: must be from a response of this list.");
        }
        return new VersionPosition(
                Long.parseLong(revision),
                removalListed,
                Optional.of(position.time().toInstant(ZoneOffset.UTC)));
    }

    Position inCursor() {
        return new Position(
                LocalDateTime.ofInstant(next.orElse(Instant.EPOCH), ZoneOffset.UTC),
                revision + (removalListed ? REMOVAL_LISTED : ""));
    }
}
