package health.polaris.telemetry.audit;

import com.github.f4b6a3.uuid.UuidCreator;
import health.polaris.telemetry.entity.UtcTimestamp;
import health.polaris.telemetry.security.access.Outcome;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/** An access to people's data. Rows are never changed, except for the number of records at the end of an export. */
@Entity
@Table(name = "access_event")
public class AccessEvent {
    /** Texts of requests may have any length and content; entries of indexes may not. */
    private static final int MAX_CHARACTERS = 256;

    private static final int MAX_QUESTION_CHARACTERS = 1_024;
    private static final char REPLACEMENT = '\ufffd';

    @Id
    @Column(name = "id")
    private UUID id;

    @Column(name = "time")
    @Convert(converter = UtcTimestamp.class)
    private OffsetDateTime time;

    @Column(name = "request_id")
    private String requestId;

    @Column(name = "action")
    private String action;

    @Column(name = "caller")
    private String caller;

    @Column(name = "subject")
    private String subject;

    @Column(name = "issuer")
    private String issuer;

    @Column(name = "client")
    private String client;

    @Column(name = "person_kind")
    private String personKind;

    @Column(name = "person_id")
    private String personId;

    @Column(name = "question")
    private String question;

    @Column(name = "records")
    private Long records;

    @Column(name = "outcome")
    private String outcome;

    /** For the persistence provider. */
    protected AccessEvent() {}

    /**
     * Creates an event of now.
     *
     * @param person the person whose data were requested; empty for many
     * @param question the path template and the filters
     * @param records the number of records in the response; empty if it is not known yet
     */
    public AccessEvent(
            Origin origin,
            Action action,
            Optional<Person> person,
            String question,
            Optional<Long> records,
            Outcome outcome) {
        this.id = UuidCreator.getTimeOrderedEpoch();
        this.time = UtcTimestamp.now();
        this.requestId = bounded(origin.requestId(), MAX_CHARACTERS);
        this.action = action.label();
        this.caller = bounded(origin.caller(), MAX_CHARACTERS);
        this.subject = bounded(origin.subject(), MAX_CHARACTERS);
        this.issuer = bounded(origin.issuer(), MAX_CHARACTERS);
        this.client = bounded(origin.client(), MAX_CHARACTERS);
        this.personKind = person.map(Person::kind).orElse("");
        this.personId = person.map(known -> bounded(known.id(), MAX_CHARACTERS)).orElse("");
        this.question = bounded(question, MAX_QUESTION_CHARACTERS);
        this.records = records.orElse(null);
        this.outcome = outcome.label();
    }

    /** The first characters of a text, without those that PostgreSQL cannot store. */
    private static String bounded(String text, int maxCharacters) {
        return text.codePoints()
                .limit(maxCharacters)
                .map(point -> Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE
                        ? REPLACEMENT
                        : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    public AccessEventView view() {
        return new AccessEventView(
                id.toString(),
                time,
                requestId,
                action,
                caller,
                subject,
                issuer,
                client,
                personKind,
                personId,
                question,
                records,
                outcome);
    }

    UUID id() {
        return id;
    }

    String personId() {
        return personId;
    }

    String action() {
        return action;
    }

    String outcome() {
        return outcome;
    }
}
