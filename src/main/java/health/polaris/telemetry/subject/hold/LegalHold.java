package health.polaris.telemetry.subject.hold;

import health.polaris.telemetry.audit.Person;
import health.polaris.telemetry.entity.UtcTimestamp;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;

/** A row of {@code legal_hold}: a person whose data must be kept. */
@Entity
@Table(name = "legal_hold")
public class LegalHold {
    @EmbeddedId
    private PersonKey person;

    @Column(name = "time")
    @Convert(converter = UtcTimestamp.class)
    private OffsetDateTime time;

    @Column(name = "reason")
    private String reason;

    @Column(name = "held_by")
    private String heldBy;

    /** For the persistence provider. */
    protected LegalHold() {}

    LegalHold(Person person, String reason, String heldBy) {
        this.person = new PersonKey(person);
        this.time = UtcTimestamp.now();
        this.reason = reason;
        this.heldBy = heldBy;
    }

    HoldView view() {
        return new HoldView(person.kind(), person.id(), reason, time, heldBy);
    }
}
