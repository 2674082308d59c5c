package health.polaris.telemetry.database;

import java.util.Random;

/** Random SQL statements on installations of few people, versions and times, so that some are equal. */
public final class RandomInstallations {
    private final Random random;
    private int rows;

    /** The same seed produces the same statements. */
    public RandomInstallations(long seed) {
        random = new Random(seed);
    }

    /** A statement that inserts, changes, moves or deletes an installation. */
    public String statement() {
        String table = random.nextBoolean() ? "mobile" : "desktop";
        String time = table.equals("mobile") ? "date_first_launched_" : "date_first_used_";
        String person = table.equals("mobile") ? "patient_id" : "clinician_id";
        String one =
                " where uuid = (select uuid from " + table + " order by md5(uuid || " + random.nextInt() + ") limit 1)";
        String update = "update " + table + " set ";
        return switch (random.nextInt(8)) {
            case 0 -> "delete from " + table + one;
            case 1 -> update + "app_version = '" + version() + "'" + one;
            case 2 -> update + time + " = '" + time() + "'" + one;
            case 3 -> update + "app_product = '" + product() + "', app_version = '" + version() + "'" + one;
            case 4 -> update + person + " = '" + person() + "', created = " + created() + one;
            case 5 -> update + "uuid = 'v" + random.nextInt() + "'" + one;
            default -> insert();
        };
    }

    public String insert() {
        String values = "'u" + random.nextInt() + "-" + rows++ + "', " + created() + ", 'me', now(), 'me', '" + person()
                + "', '1', '" + time() + "', 0, '" + product() + "', '" + version() + "'";
        return random.nextBoolean()
                ? "insert into mobile values (" + values + ", 'os', '1', 'x', 'y', 'z')"
                : "insert into desktop values (" + values + ", 'os', '1', 'x')";
    }

    private String person() {
        return "p" + random.nextInt(4);
    }

    private String created() {
        return "'2020-01-01 00:00:0" + random.nextInt(3) + "'";
    }

    private String time() {
        return "2020-01-%02d %02d:00:00".formatted(1 + random.nextInt(10), 12 * random.nextInt(2));
    }

    private String product() {
        return random.nextInt(3) == 0 ? "B" : "A";
    }

    private String version() {
        return "1." + random.nextInt(3);
    }
}
