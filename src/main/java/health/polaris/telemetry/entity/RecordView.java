package health.polaris.telemetry.entity;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import health.polaris.telemetry.http.json.Json;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A record in responses: its own fields, its audit fields, and others.
 *
 * @param others the owner, and what searches add: marks, and when the person was last heard of
 */
public record RecordView<F>(
        @JsonUnwrapped F fields,
        @JsonAnyGetter Map<String, Object> others,
        String uuid,
        OffsetDateTime created,
        String createdBy,
        OffsetDateTime modified,
        String modifiedBy) {
    /** The keys of the fields that all kinds have. */
    public static final List<String> AUDIT = List.of("uuid", "created", "created_by", "modified", "modified_by");

    /** Returns this record with more keys, whose value is true. */
    public RecordView<F> with(List<String> marks) {
        return with(marks.stream().collect(Collectors.toMap(mark -> mark, mark -> true)));
    }

    /** Returns this record with more keys. */
    public RecordView<F> with(Map<String, ?> values) {
        if (values.isEmpty()) {
            return this;
        }
        Map<String, Object> more = new LinkedHashMap<>(others);
        more.putAll(values);
        return new RecordView<>(fields, more, uuid, created, createdBy, modified, modifiedBy);
    }

    /** The keys of these fields in JSON. */
    public static Stream<String> fieldNames(Class<? extends Record> fields) {
        return Arrays.stream(fields.getRecordComponents()).map(field -> Json.name(field.getName()));
    }
}
