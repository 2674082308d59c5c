package health.polaris.telemetry.analytics.usage;

import health.polaris.telemetry.analytics.LatestOfProduct;
import health.polaris.telemetry.analytics.Rows;
import health.polaris.telemetry.analytics.Share;
import health.polaris.telemetry.query.Sql;
import health.polaris.telemetry.search.MeterReading;
import java.util.List;

/**
 * The serial number of a meter used by several patients.
 *
 * @param serialNumber the most frequent spelling
 * @param patients the number of patients; null if suppressed
 * @param verifications the number of records; null if suppressed
 */
record SharedSerialNumber(String serialNumber, Long patients, Long verifications) {
    /** Serial numbers of devices that have none, in lower case and without white space. */
    private static final List<String> PLACEHOLDERS = List.of(
            "",
            "0123456789",
            "123456789",
            "1234567890",
            "default",
            "defaultstring",
            "empty",
            "invalid",
            "n.a.",
            "n/a",
            "na",
            "nil",
            "none",
            "notapplicable",
            "notavailable",
            "notknown",
            "notset",
            "notspecified",
            "null",
            "o.e.m.",
            "oem",
            "serial",
            "serialnumber",
            "systemserialnumber",
            "tobefilledbyo.e.m",
            "tobefilledbyo.e.m.",
            "tobefilledbyoem",
            "undefined",
            "unknown",
            "unspecified");

    /**
     * Selects the serial numbers with the most patients. The columns are the most frequent spelling, patients and
     * records. Excludes placeholders, and repetitions of one character.
     */
    static Sql statement(int top) {
        return Sql.numbered(
                """
                with spelling as (
                    select serial_number, %1$s as folded, min(patient_id) as first, max(patient_id) as last
                    from blood_glucose_meter where octet_length(serial_number) <= %2$s group by serial_number
                ), shared as (
                    select folded from spelling where folded not in ('%3$s') and folded !~ '^(.)\\1*$'
                    group by folded having min(first) <> max(last)
                )
                select mode() within group (order by serial_number collate "C") as number,
                    count(distinct patient_id) as patients, count(*)
                from blood_glucose_meter
                join (select serial_number, folded from spelling join shared using (folded)) as spelling_of_shared
                    using (serial_number)
                group by folded order by patients desc, number limit ?""".formatted(
                                MeterReading.FOLDED_SERIAL_NUMBER.formatted("serial_number"),
                                LatestOfProduct.MAX_BYTES,
                                String.join("', '", PLACEHOLDERS)),
                List.of(top));
    }

    static List<SharedSerialNumber> of(List<Object[]> rows, int smallestCount) {
        return rows.stream()
                .map(row -> new SharedSerialNumber(
                        (String) row[0],
                        Share.reported(Rows.number(row[1]), smallestCount),
                        Share.reported(Rows.number(row[2]), smallestCount)))
                .toList();
    }
}
