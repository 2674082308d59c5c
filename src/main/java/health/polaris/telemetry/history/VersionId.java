package health.polaris.telemetry.history;

import java.io.Serializable;
import java.util.Objects;

/** Composite key of a version. Not a Java record, for the reason of {@link health.polaris.telemetry.entity.RecordId}. */
public class VersionId implements Serializable {
    private static final long serialVersionUID = 1;

    private String uuid;
    private String ownerId;
    private long revision;

    /** For the persistence provider. */
    public VersionId() {}

    @Override
    public boolean equals(Object other) {
        return other instanceof VersionId id
                && Objects.equals(uuid, id.uuid)
                && Objects.equals(ownerId, id.ownerId)
                && revision == id.revision;
    }

    @Override
    public int hashCode() {
        return Objects.hash(uuid, ownerId, revision);
    }
}
