package health.polaris.telemetry.query;

import health.polaris.telemetry.entity.StoredRecord;
import jakarta.persistence.Column;
import jakarta.persistence.Id;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The text columns of a kind. Most have no length limit in the database. */
final class TextColumns {
    private static final ClassValue<String> BYTES = new ClassValue<>() {
        @Override
        protected String computeValue(Class<?> kind) {
            return Stream.of(kind, StoredRecord.class)
                    .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
                    .filter(field -> field.getType() == String.class && !field.isAnnotationPresent(Id.class))
                    .map(field -> "coalesce(octet_length(r." + name(field) + "), 0)")
                    .collect(Collectors.joining(" + "));
        }
    };

    private TextColumns() {}

    /**
     * Returns an SQL expression for the total bytes of all texts of the row {@code r}. PostgreSQL knows the length of a
     * text without reading it.
     */
    static String bytes(Class<? extends StoredRecord<?>> kind) {
        return BYTES.get(kind);
    }

    private static String name(Field field) {
        Column column = field.getAnnotation(Column.class);
        return column == null ? field.getName() : column.name();
    }
}
