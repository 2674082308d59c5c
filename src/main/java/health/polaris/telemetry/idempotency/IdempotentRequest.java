package health.polaris.telemetry.idempotency;

import health.polaris.telemetry.http.Sha256;
import health.polaris.telemetry.http.json.Json;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.Table;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;

/**
 * A row of {@code idempotency_key}: a request with an Idempotency-Key and the record that it created. Key and content
 * are stored as hashes, so that they reveal nothing about a person.
 */
@Entity
@Table(name = "idempotency_key")
@NamedQuery(name = "IdempotentRequest.removeOlder", query = "delete from IdempotentRequest r where r.created < :time")
public class IdempotentRequest {
    @Id
    @Column(name = "key_hash")
    private String keyHash;

    @Column(name = "request_hash")
    private String requestHash;

    @Column(name = "record_uuid")
    private String recordUuid;

    @Column(name = "created")
    private LocalDateTime created;

    /** For the persistence provider. */
    protected IdempotentRequest() {}

    /**
     * Creates a row. A key is scoped to its caller and the owner of the record.
     *
     * @param kind the kind of the record
     * @param fields the content of the request
     */
    public IdempotentRequest(
            IdempotencyKey key,
            String caller,
            String owner,
            String kind,
            Object fields,
            String recordUuid,
            LocalDateTime created) {
        this.keyHash = hash(List.of(caller, owner, key.text()));
        this.requestHash = hash(List.of(kind, fields));
        this.recordUuid = recordUuid;
        this.created = created;
    }

    public String keyHash() {
        return keyHash;
    }

    public String recordUuid() {
        return recordUuid;
    }

    public LocalDateTime created() {
        return created;
    }

    boolean hasSameContentAs(IdempotentRequest other) {
        return requestHash.equals(other.requestHash);
    }

    private static String hash(List<Object> parts) {
        return HexFormat.of().formatHex(Sha256.of(Json.MAPPER.writeValueAsBytes(parts)));
    }
}
