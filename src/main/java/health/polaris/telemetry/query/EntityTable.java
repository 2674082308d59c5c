package health.polaris.telemetry.query;

import health.polaris.telemetry.entity.AuditedRecord;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The table of a record kind, read once from the mapping of its entity.
 *
 * @param name the table
 * @param ownerColumn the column of the person
 * @param textBytes an SQL expression for the total bytes of all texts of the row {@code r}. PostgreSQL knows the length of a text
 *     without reading it
 */
public record EntityTable(String name, String ownerColumn, String textBytes) {
    private static final ClassValue<EntityTable> TABLES = new ClassValue<>() {
        @Override
        protected EntityTable computeValue(Class<?> kind) {
            return new EntityTable(
                    kind.getAnnotation(Table.class).name(),
                    kind.getAnnotation(AttributeOverride.class).column().name(),
                    persistentFields(kind)
                            .filter(field -> field.getType() == String.class && !field.isAnnotationPresent(Id.class))
                            .map(field -> "coalesce(octet_length(r."
                                    + field.getAnnotation(Column.class).name() + "), 0)")
                            .collect(Collectors.joining(" + ")));
        }
    };

    /** Returns the table of an entity class. */
    public static EntityTable of(Class<? extends AuditedRecord<?>> kind) {
        return TABLES.get(kind);
    }

    /** The fields of an entity class and its superclasses, with those of embedded objects. */
    private static Stream<Field> persistentFields(Class<?> type) {
        return Stream.<Class<?>>iterate(type, each -> each != null, Class::getSuperclass)
                .flatMap(each -> Arrays.stream(each.getDeclaredFields()))
                .flatMap(field -> field.isAnnotationPresent(Embedded.class)
                        ? persistentFields(field.getType())
                        : Stream.of(field).filter(column -> column.isAnnotationPresent(Column.class)));
    }
}
