package health.polaris.telemetry.subject.erasure;

import com.github.f4b6a3.uuid.UuidCreator;
import health.polaris.telemetry.entity.UtcTimestamp;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** A row of {@code erasure}. It identifies the person only to those who know the id, by a salted hash. */
@Entity
@Table(name = "erasure")
@NamedQuery(
        name = "Erasure.notEnded",
        query = "select e from Erasure e where e.personHash = :hash"
                + " and not exists (select x from ErasureEnd x where x.erasure = e.id)")
@NamedQuery(
        name = "Erasure.ofPerson",
        query = "select e, x from Erasure e left join ErasureEnd x on x.erasure = e.id"
                + " where e.personHash = function('person_hash', :kind, :id) order by e.id desc")
@NamedQuery(
        name = "Erasure.inOrder",
        query =
                "select e, x from Erasure e left join ErasureEnd x on x.erasure = e.id where e.id > :after order by e.id")
public class Erasure {
    @Id
    @Column(name = "id")
    private UUID id;

    @Column(name = "time")
    @Convert(converter = UtcTimestamp.class)
    private OffsetDateTime time;

    @Column(name = "person_kind")
    private String personKind;

    @Column(name = "person_hash")
    private byte[] personHash;

    @Column(name = "mode")
    private String mode;

    @Column(name = "reason")
    private String reason;

    @Column(name = "erased_by")
    private String erasedBy;

    @Column(name = "counts")
    @Convert(converter = RowCounts.class)
    private Map<String, Long> counts;

    /** For the persistence provider. */
    protected Erasure() {}

    Erasure(String personKind, byte[] personHash, ErasureRequest request, String erasedBy, Map<String, Long> counts) {
        this.id = UuidCreator.getTimeOrderedEpoch();
        this.time = UtcTimestamp.now();
        this.personKind = personKind;
        this.personHash = personHash.clone();
        this.mode = request.mode();
        this.reason = request.reason();
        this.erasedBy = erasedBy;
        this.counts = new TreeMap<>(counts);
    }

    /** Creates the row of a receipt, which another copy of the database has issued. */
    Erasure(ErasureReceipt receipt) {
        this.id = receipt.id();
        this.time = receipt.time();
        this.personKind = receipt.personKind();
        this.personHash = HexFormat.of().parseHex(receipt.personHash());
        this.mode = receipt.mode();
        this.reason = receipt.reason();
        this.erasedBy = receipt.erasedBy();
        this.counts = new TreeMap<>(receipt.counts());
    }

    UUID id() {
        return id;
    }

    /**
     * Returns the receipt.
     *
     * @param ended when the person was allowed to have records again; null if never
     */
    ErasureReceipt receipt(OffsetDateTime ended) {
        return new ErasureReceipt(
                id, time, personKind, HexFormat.of().formatHex(personHash), mode, reason, erasedBy, counts, ended);
    }
}
