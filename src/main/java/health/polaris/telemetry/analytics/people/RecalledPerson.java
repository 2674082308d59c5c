package health.polaris.telemetry.analytics.people;

import health.polaris.telemetry.analytics.Rows;
import health.polaris.telemetry.entity.RecordView;
import health.polaris.telemetry.search.LastHeard;
import java.time.OffsetDateTime;
import java.util.List;

/**
 * A person whom a recall concerns, with the texts of the newest matching record.
 *
 * @param kind {@code patient} or {@code clinician}
 * @param records the number of matching records
 * @param serialNumber null if the record has no such field, as the other texts
 * @param recorded when the record was created
 * @param uuid the id of the record
 * @param lastHeard when a record of the person was last created or changed
 */
record RecalledPerson(
        String kind,
        String personId,
        long records,
        String serialNumber,
        String uniqueDeviceCode,
        String mobileId,
        String appProduct,
        String appVersion,
        String manufacturer,
        String model,
        String firmwareVersion,
        String os,
        String osVersion,
        OffsetDateTime recorded,
        String uuid,
        OffsetDateTime lastHeard) {
    /** The texts of the record, by the names of their filters. */
    static final List<String> TEXTS = List.of(
            "serial_number",
            "unique_device_code",
            "mobile_id",
            "app_product",
            "app_version",
            "manufacturer",
            "model",
            "firmware_version",
            "os",
            "os_version");

    /** Kind and id of a person, by which people are sorted. */
    record Key(String kind, String personId) {}

    /** The keys in JSON and CSV, in order. */
    static List<String> keys() {
        return RecordView.fieldNames(RecalledPerson.class).toList();
    }

    /** Converts a row of {@link Recall#statement}. */
    static RecalledPerson of(Object[] row) {
        return new RecalledPerson(
                (String) row[0],
                (String) row[1],
                Rows.number(row[2]),
                (String) row[3],
                (String) row[4],
                (String) row[5],
                (String) row[6],
                (String) row[7],
                (String) row[8],
                (String) row[9],
                (String) row[10],
                (String) row[11],
                (String) row[12],
                LastHeard.time(row[13]),
                (String) row[14],
                LastHeard.time(row[15]));
    }

    Key key() {
        return new Key(kind, personId);
    }
}
