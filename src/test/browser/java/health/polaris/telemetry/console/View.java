package health.polaris.telemetry.console;

import health.polaris.telemetry.demo.DemoData;
import java.util.Locale;

/** The views of the console, each with an address that shows data. */
enum View {
    START("Who is it about?", "#/start"),
    PERSON("Patient " + DemoData.FIRST_PATIENT, "#/person?id=" + DemoData.FIRST_PATIENT),
    CHANGES("Patient " + DemoData.FIRST_PATIENT, "#/person?tab=changes&id=" + DemoData.FIRST_PATIENT),
    WHO_LOOKED("Patient " + DemoData.FIRST_PATIENT, "#/person?tab=access&id=" + DemoData.FIRST_PATIENT),
    DATA_SUBJECT("Patient " + DemoData.FIRST_PATIENT, "#/person?tab=subject&id=" + DemoData.FIRST_PATIENT),
    INSTALLATIONS("Installations", "#/installations?latest=true&app_product=GDM"),
    METERS("Meters", "#/meters"),
    METER_FIGURES("Meters", "#/meters?tab=figures"),
    SHARED_METERS("Meters", "#/meters?tab=shared"),
    RECALL("Meters", "#/meters?tab=recall&serial_number_starts=GM1000"),
    ADOPTION("Adoption of GDM", "#/adoption?kind=patient&app_product=GDM"),
    PLATFORMS("Platforms", "#/platforms"),
    OUTDATED("Outdated", "#/outdated?app_product=GDM&below=2.10.0"),
    SILENT("Silent", "#/silent"),
    ACCESS("Access log", "#/access");

    private final String title;
    private final String address;

    View(String title, String address) {
        this.title = title;
        this.address = address;
    }

    String title() {
        return title;
    }

    String address() {
        return address;
    }

    /** The file name of its screenshot. */
    String file(Display display) {
        return name().toLowerCase(Locale.ROOT) + "-" + display + ".png";
    }
}
