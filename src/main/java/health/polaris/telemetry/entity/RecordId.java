package health.polaris.telemetry.entity;

import java.io.Serializable;
import java.util.Objects;

/**
 * Composite key of id and owner. Every statement names the owner, so that a database that distributes its tables by
 * owner can find the row. This is not a Java record, because Jakarta Persistence allows records as id classes only from
 * version 3.2.
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
