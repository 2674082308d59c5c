package health.polaris.telemetry.record;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.OffsetDateTime;
import java.util.Map;

/** A record as it is answered: its own fields, its owner, and who made and changed it when. */
public record RecordView<F>(
        @JsonUnwrapped F fields,
        @JsonAnyGetter Map<String, String> owner,
        String uuid,
        OffsetDateTime created,
        String createdBy,
        OffsetDateTime modified,
        String modifiedBy) {}
