package health.polaris.telemetry.entity;

import java.io.Serializable;
import java.util.Objects;

/**
 * Composite key of id and owner. With the owner in every statement, a database that distributes its tables by owner
 * finds the row. Not a Java record, because id classes may be records only from Jakarta Persistence 3.2.
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
