package health.polaris.telemetry.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Values of the path parameters.
 *
 * @param claim the claim of the owner's token, such as {@code patient_id}; empty for paths without an owner
 * @param person the owner
 * @param record the id of a record; empty for paths without one
 */
record Target(String claim, String person, String record) {
    static final Target NOTHING = new Target("", "", "");

    /** Fills a template whose first parameter is the owner, and whose second, if any, is the record. */
    String path(String template) {
        return template.replaceFirst("\\{[^}]*}", encoded(person)).replaceFirst("\\{[^}]*}", encoded(record));
    }

    Target of(String otherPerson) {
        return new Target(claim, otherPerson, record);
    }

    Target at(String otherRecord) {
        return new Target(claim, person, otherRecord);
    }

    /** Encodes every byte except letters and digits, so that any text is one segment. */
    static String encoded(String text) {
        StringBuilder path = new StringBuilder();
        for (byte unit : text.getBytes(UTF_8)) {
            boolean plain =
                    (unit >= 'a' && unit <= 'z') || (unit >= 'A' && unit <= 'Z') || (unit >= '0' && unit <= '9');
            path.append(plain || unit == '-' ? Character.toString(unit) : String.format("%%%02X", unit & 0xFF));
        }
        return path.toString();
    }
}
