package health.polaris.telemetry.subject.erasure;

import health.polaris.telemetry.entity.UtcTimestamp;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import java.util.UUID;

/** A row of {@code erasure_end}: the person of an erasure may have records again. */
@Entity
@Table(name = "erasure_end")
public class ErasureEnd {
    @Id
    @Column(name = "erasure")
    private UUID erasure;

    @Column(name = "time")
    @Convert(converter = UtcTimestamp.class)
    private OffsetDateTime time;

    @Column(name = "ended_by")
    private String endedBy;

    /** For the persistence provider. */
    protected ErasureEnd() {}

    ErasureEnd(UUID erasure, OffsetDateTime time, String endedBy) {
        this.erasure = erasure;
        this.time = time;
        this.endedBy = endedBy;
    }

    OffsetDateTime time() {
        return time;
    }
}
