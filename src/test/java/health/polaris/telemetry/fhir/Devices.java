package health.polaris.telemetry.fhir;

import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Body;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.RecordKind;
import health.polaris.telemetry.contract.Tokens;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Devices of one person, and the addresses and contents of FHIR resources. */
public final class Devices {
    public static final String PATH = "/fhir/Device";

    private Devices() {}

    /** Stores a record, and returns the id of its device. */
    public static String store(RecordKind kind, String person, Body body) {
        return id(kind, owner(kind, person).post(kind.path(person), body).uuid());
    }

    /** An app of the person. */
    public static Client owner(RecordKind kind, String person) {
        return Client.bearing(Tokens.of(kind.claim(), person, Tokens.OWN));
    }

    public static String id(RecordKind kind, String uuid) {
        return switch (kind) {
            case PATIENT_INSTALLATION -> "phone-" + uuid;
            case CLINICIAN_INSTALLATION -> "desktop-" + uuid;
            case BLOOD_GLUCOSE_METER -> "meter-" + uuid;
        };
    }

    public static String uuid(String id) {
        return id.substring(id.indexOf('-') + 1);
    }

    /** The ids of the devices on a page. */
    public static List<String> ids(Answer page) {
        return page.json()
                .path("entry")
                .valueStream()
                .map(entry -> entry.get("resource"))
                .filter(resource -> resource.get("resourceType").asString().equals("Device"))
                .map(device -> device.get("id").asString())
                .toList();
    }

    /** The path and query of a link of a page; empty without it. */
    public static String link(Answer page, String relation) {
        return page.json()
                .get("link")
                .valueStream()
                .filter(link -> link.get("relation").asString().equals(relation))
                .map(link -> link.get("url").asString().replaceFirst("^http://[^/]+", ""))
                .findFirst()
                .orElse("");
    }

    /** The kind of an error, its severity and text. */
    public static String issue(Answer answer) {
        JsonNode outcome = answer.json();
        JsonNode issue = outcome.at("/issue/0");
        return String.format(
                Locale.ROOT,
                "%s %s %s: %s",
                outcome.get("resourceType").asString(),
                issue.get("severity").asString(),
                issue.get("code").asString(),
                issue.get("diagnostics").asString());
    }
}
