package health.polaris.telemetry.audit;

import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A request with its own id, by which a test finds its events.
 *
 * @param id the {@code X-Request-ID}
 */
public record Recorded(String id) {
    public static Recorded request() {
        return new Recorded("request-" + UUID.randomUUID());
    }

    /** A client whose requests have this id. */
    public Client by(Client client) {
        return client.with("X-Request-ID", id);
    }

    /** The rows of the events, each with its columns as text. */
    public List<Map<String, String>> events() throws SQLException {
        try (Connection connection = Database.connection();
                PreparedStatement query =
                        connection.prepareStatement("select * from access_event where request_id = ? order by id")) {
            query.setString(1, id);
            try (ResultSet rows = query.executeQuery()) {
                Stream.Builder<Map<String, String>> events = Stream.builder();
                while (rows.next()) {
                    Map<String, String> event = new LinkedHashMap<>();
                    for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                        event.put(rows.getMetaData().getColumnName(column), rows.getString(column));
                    }
                    events.add(event);
                }
                return events.build().toList();
            }
        }
    }

    /** The only event. */
    public Map<String, String> event() throws SQLException {
        List<Map<String, String>> events = events();
        if (events.size() != 1) {
            throw new AssertionError("expected one event: " + events);
        }
        return events.get(0);
    }

    /** Runs an action while the database rejects the events of this request. */
    public void whileRejected(Runnable action) throws SQLException {
        Database.execute("create function reject_event() returns trigger language plpgsql as"
                + " $$ begin raise exception 'rejected'; end $$");
        try {
            Database.execute("create trigger reject_event before insert on access_event for each row"
                    + " when (new.request_id = '" + id + "') execute function reject_event()");
            action.run();
        } finally {
            Database.execute("drop function reject_event cascade");
        }
    }
}
