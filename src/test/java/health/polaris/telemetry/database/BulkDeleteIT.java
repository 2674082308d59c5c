package health.polaris.telemetry.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One statement deletes many records, as when an operator removes a product. */
@Tag("database")
class BulkDeleteIT {
    private static final int MANY = 40_000;

    /** The statement ends in time even right after a bulk load, before PostgreSQL has statistics. */
    @Test
    void manyRecordsAreDeletedInTime() throws Exception {
        TestSchema schema = new TestSchema();
        schema.migrate();
        schema.execute(
                "insert into mobile select gen_random_uuid(), timestamp '2020-01-01' + n * interval '1 second', 'me', now(), 'me',"
                        + " 'p' || n, '1', '2020-01-01', 0, 'GDM', '1', 'os', '1', 'maker', 'model', 'name'"
                        + " from generate_series(1, " + MANY + ") n");

        schema.execute("set statement_timeout = '60s'; delete from mobile where app_product = 'GDM'");

        assertThat(schema.ask("select count(*) from mobile")).containsExactly("0");
    }
}
