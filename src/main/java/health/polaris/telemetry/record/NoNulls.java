package health.polaris.telemetry.record;

import java.time.OffsetDateTime;
import java.util.Set;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.DelegatingDeserializer;

/** Refuses a null that a body spells out. Jackson's own Nulls.FAIL would refuse a record's left-out keys as well. */
class NoNulls extends ValueDeserializerModifier {
    private static final Set<Class<?>> FIELD_TYPES =
            Set.of(String.class, Double.class, Boolean.class, OffsetDateTime.class);

    @Override
    public ValueDeserializer<?> modifyDeserializer(
            DeserializationConfig config, BeanDescription.Supplier bean, ValueDeserializer<?> reader) {
        return FIELD_TYPES.contains(bean.getBeanClass()) ? new NotNull(reader) : reader;
    }

    private static final class NotNull extends DelegatingDeserializer {
        NotNull(ValueDeserializer<?> reader) {
            super(reader);
        }

        @Override
        protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> reader) {
            return new NotNull(reader);
        }

        @Override
        public Object getNullValue(DeserializationContext context) {
            return context.reportInputMismatch(handledType(), "null");
        }

        @Override
        public Object getAbsentValue(DeserializationContext context) {
            return null;
        }
    }
}
