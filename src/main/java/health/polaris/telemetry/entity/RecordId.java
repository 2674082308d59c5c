package health.polaris.telemetry.entity;

import java.io.Serializable;
import java.util.Objects;

/**
 * What tells a record from all others: its id, and its owner, so that each statement names the owner and a database which spreads its
 * tables by owner knows where the row is. Not a record, which Jakarta Persistence knows as an id class from 3.2 on only.
 */
public class RecordId implements Serializable {
    private static final long serialVersionUID = 1;

    private String uuid;
    private String ownerId;

    /** For the persistence provider. */
    public RecordId() {}

    public RecordId(String uuid, String ownerId) {
        this.uuid = uuid;
        this.ownerId = ownerId;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RecordId id && Objects.equals(uuid, id.uuid) && Objects.equals(ownerId, id.ownerId);
    }

    @Override
    public int hashCode() {
        return Objects.hash(uuid, ownerId);
    }
}
