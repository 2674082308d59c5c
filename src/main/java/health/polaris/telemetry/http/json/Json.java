package health.polaris.telemetry.http.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.MapperBuilder;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.type.LogicalType;

/** JSON configuration: snake case names, no coercion, no unknown or duplicate keys, {@link DateTimes}. */
public final class Json {
    private static final int MAX_DEPTH = 50;

    public static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .withCoercionConfig(
                    LogicalType.Textual,
                    text -> text.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                            .setCoercion(CoercionInputShape.Float, CoercionAction.Fail))
            .withCoercionConfigDefaults(any -> any.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
            .addModule(new SimpleModule()
                    .addSerializer(new DateTimeWriter())
                    .addSerializer(new InstantWriter())
                    .addDeserializer(OffsetDateTime.class, new DateTimeReader()))
            .build();

    /** Descriptions of the expected types in problem details. */
    private static final Map<Class<?>, String> EXPECTED = Map.of(
            String.class, "text",
            Double.class, "a number",
            Boolean.class, "true or false",
            OffsetDateTime.class, DateTimes.EXPECTED);

    private static final PropertyNamingStrategies.SnakeCaseStrategy NAMES =
            new PropertyNamingStrategies.SnakeCaseStrategy();

    private Json() {}

    /** The JSON name of a Java field. */
    public static String name(String field) {
        return NAMES.nameForField(null, null, field);
    }

    /** Configures a mapper of another format with the same names and date-times. */
    public static <M extends ObjectMapper, B extends MapperBuilder<M, B>> B configure(B builder) {
        return builder.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .addModule(
                        new SimpleModule().addSerializer(new DateTimeWriter()).addSerializer(new InstantWriter()));
    }

    static String expected(Class<?> type) {
        return EXPECTED.getOrDefault(type, "of another type");
    }

    private static final class DateTimeWriter extends StdSerializer<OffsetDateTime> {
        DateTimeWriter() {
            super(OffsetDateTime.class);
        }

        @Override
        public void serialize(OffsetDateTime value, JsonGenerator json, SerializationContext context) {
            json.writeString(DateTimes.format(value));
        }
    }

    private static final class InstantWriter extends StdSerializer<Instant> {
        InstantWriter() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator json, SerializationContext context) {
            json.writeString(DateTimes.format(value));
        }
    }

    private static final class DateTimeReader extends StdDeserializer<OffsetDateTime> {
        DateTimeReader() {
            super(OffsetDateTime.class);
        }

        @Override
        public OffsetDateTime deserialize(JsonParser json, DeserializationContext context) {
            if (json.currentToken() != JsonToken.VALUE_STRING) {
                return (OffsetDateTime) context.handleUnexpectedToken(getValueType(context), json);
            }
            try {
                return DateTimes.parse(json.getString());
            } catch (DateTimeException invalid) {
                throw context.weirdStringException(json.getString(), OffsetDateTime.class, invalid.getMessage());
            }
        }
    }
}
