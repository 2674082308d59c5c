package health.polaris.telemetry.query;

import health.polaris.telemetry.entity.StoredRecord;
import jakarta.persistence.AttributeOverride;
import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
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
                    Stream.of(kind, StoredRecord.class)
                            .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
                            .filter(field -> field.getType() == String.class && !field.isAnnotationPresent(Id.class))
                            .map(field -> "coalesce(octet_length(r."
                                    + field.getAnnotation(Column.class).name() + "), 0)")
                            .collect(Collectors.joining(" + ")));
        }
    };

    /** Returns the table of an entity class. */
    public static EntityTable of(Class<? extends StoredRecord<?>> kind) {
        return TABLES.get(kind);
    }
}
