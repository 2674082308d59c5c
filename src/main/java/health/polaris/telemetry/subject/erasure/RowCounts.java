package health.polaris.telemetry.subject.erasure;

import health.polaris.telemetry.http.json.Json;
import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.util.Map;
import tools.jackson.core.type.TypeReference;

/** Stores numbers of rows by table as a JSON object. */
@Converter
public class RowCounts implements AttributeConverter<Map<String, Long>, String> {
    private static final TypeReference<Map<String, Long>> TYPE = new TypeReference<>() {};

    @Override
    public String convertToDatabaseColumn(Map<String, Long> counts) {
        return Json.MAPPER.writeValueAsString(counts);
    }

    @Override
    public Map<String, Long> convertToEntityAttribute(String json) {
        return Json.MAPPER.readValue(json, TYPE);
    }
}
