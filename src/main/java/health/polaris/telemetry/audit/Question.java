package health.polaris.telemetry.audit;

import jakarta.ws.rs.core.MultivaluedMap;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The question of an event: the path template and the filters. Other parameters are left out: a denied request, and a read of one
 * record, may have any, such as a token. The person is left out, too, who has a column, so that the id can be erased.
 */
final class Question {
    /** A text to find people. Only the response tells whether it is the id of a person. */
    static final String TEXT = "q";

    /** The parameters of all operations, without those of pages and people. */
    static final Set<String> FILTERS = Set.of("""
            _count _format _id _lastUpdated _summary action agent.identifier agent:identifier app_product
            app_product_starts app_version app_version_starts as_of below bom caller changed_field changed_from
            changed_to count created_from created_to date firmware_version firmware_version_starts first_used_from
            first_used_to from heard_within_days history identifier implausible implausible_date is_bg_value_correct
            kind latest latest_of_product manufacturer manufacturer_starts mobile_id mobile_id_starts model
            model_starts modified_from modified_to os os_starts os_version os_version_starts outcome period q
            serial_number serial_number_starts silent_for_days spreadsheet subject to top type unique_device_code
            unique_device_code_starts unreadable verified_from verified_to version_below version_from""".split("\\s+"));

    private Question() {}

    /**
     * Returns the question, with sorted filters.
     *
     * @param leftOut the filters to leave out
     */
    static String of(String path, MultivaluedMap<String, String> parameters, Set<String> leftOut) {
        SortedMap<String, String> filters = new TreeMap<>();
        parameters.forEach((name, values) -> filters.put(name, String.join(",", values)));
        filters.keySet().retainAll(FILTERS);
        filters.keySet().removeAll(leftOut);
        String query = filters.entrySet().stream()
                .map(filter -> encoded(filter.getKey()) + "=" + encoded(filter.getValue()))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? path : path + "?" + query;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
