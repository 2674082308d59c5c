package health.polaris.telemetry.console;

import health.polaris.telemetry.demo.DemoData;
import java.util.Locale;

/** The views of the console, each with an address that shows data. */
enum View {
    PERSON("Person", "#/person?id=" + DemoData.FIRST_PATIENT),
    ADOPTION("Adoption", "#/adoption?kind=patient&app_product=GDM"),
    PLATFORMS("Platforms", "#/platforms"),
    METERS("Meters", "#/meters"),
    OUTDATED("Outdated", "#/outdated?app_product=GDM&below=2.10.0");

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
