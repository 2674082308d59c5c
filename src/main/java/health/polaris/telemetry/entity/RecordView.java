package health.polaris.telemetry.entity;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import health.polaris.telemetry.http.json.Json;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A record in responses: its own fields, its owner and its audit fields. */
public record RecordView<F>(
        @JsonUnwrapped F fields,
        @JsonAnyGetter Map<String, String> owner,
        String uuid,
        OffsetDateTime created,
        String createdBy,
        OffsetDateTime modified,
        String modifiedBy) {
    /** The keys of the fields that all kinds have. */
    public static final List<String> AUDIT = List.of("uuid", "created", "created_by", "modified", "modified_by");

    /** The keys of these fields in JSON. */
    public static Stream<String> fieldNames(Class<? extends Record> fields) {
        return Arrays.stream(fields.getRecordComponents()).map(field -> Json.name(field.getName()));
    }
}
