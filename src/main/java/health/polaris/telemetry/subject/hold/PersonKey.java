package health.polaris.telemetry.subject.hold;

import health.polaris.telemetry.audit.Person;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.io.Serializable;
import java.util.Objects;

/** Key of rows about a person. Not a Java record, which Jakarta Persistence allows only from version 3.2. */
@Embeddable
public class PersonKey implements Serializable {
    private static final long serialVersionUID = 1;

    @Column(name = "person_kind")
    private String kind;

    @Column(name = "person_id")
    private String id;

    /** For the persistence provider. */
    protected PersonKey() {}

    PersonKey(Person person) {
        this.kind = person.kind();
        this.id = person.id();
    }

    String kind() {
        return kind;
    }

    String id() {
        return id;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PersonKey key && Objects.equals(kind, key.kind) && Objects.equals(id, key.id);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, id);
    }
}
