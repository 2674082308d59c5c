package health.polaris.telemetry.record;

import java.time.OffsetDateTime;
import java.util.Set;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.std.DelegatingDeserializer;

/** Rejects an explicit null in a body. Jackson's own Nulls.FAIL would also reject missing keys. */
class NoNulls extends ValueDeserializerModifier {
    private static final Set<Class<?>> FIELD_TYPES =
            Set.of(String.class, Double.class, Boolean.class, OffsetDateTime.class);

    @Override
    public ValueDeserializer<?> modifyDeserializer(
            DeserializationConfig config, BeanDescription.Supplier bean, ValueDeserializer<?> reader) {
        return FIELD_TYPES.contains(bean.getBeanClass()) ? new NullRejectingDeserializer(reader) : reader;
    }

    private static final class NullRejectingDeserializer extends DelegatingDeserializer {
        NullRejectingDeserializer(ValueDeserializer<?> reader) {
            super(reader);
        }

        @Override
        protected ValueDeserializer<?> newDelegatingInstance(ValueDeserializer<?> reader) {
            return new NullRejectingDeserializer(reader);
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
