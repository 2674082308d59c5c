package health.polaris.telemetry.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import health.polaris.telemetry.contract.Tokens;
import health.polaris.telemetry.demo.DemoExamples;
import health.polaris.telemetry.local.Jwt;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The API explorer, where programmers try out requests. */
@Tag("browser")
class ExplorerInBrowser extends InBrowser {
    /** A token entered once is sent with each request. */
    @Test
    void enteredTokenIsSentWithRequests() {
        String token = Tokens.system().signed();
        BrowserSession session = session();
        Page page = session.open("/ui/");

        authorize(page, token);
        Locator operation = open(page, "GET", "/dhos/v1/analytics/platforms");
        Response answer = page.waitForResponse(
                "**/dhos/v1/analytics/platforms*",
                () -> operation
                        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Execute"))
                        .click());

        assertThat(answer.request().headerValue("Authorization")).isEqualTo("Bearer " + token);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(session.origins()).containsExactly(SERVICE.toString());
        assertThat(session.storage()).doesNotContain(token);
    }

    /** The example of each operation works as it is, with the token of the patient. */
    @ParameterizedTest
    @CsvSource({
        "GET,   /dhos/v1/patient/{patient_id}/installation",
        "POST,  /dhos/v1/patient/{patient_id}/installation",
        "GET,   /dhos/v1/patient/{patient_id}/installation/{installation_id}",
        "PATCH, /dhos/v1/patient/{patient_id}/installation/{installation_id}",
        "GET,   /dhos/v1/patient/{patient_id}/latest_installation",
        "GET,   /dhos/v1/patient/{patient_id}/blood_glucose_meter",
        "POST,  /dhos/v1/patient/{patient_id}/blood_glucose_meter",
        "PATCH, /dhos/v1/patient/{patient_id}/blood_glucose_meter/{meter_id}",
    })
    void examplesOfPatientsWork(String method, String path) {
        assertThat(execute(Tokens.patient(DemoExamples.PATIENT), method, path)).isBetween(200, 299);
    }

    /** The same with the token of a member of staff. */
    @ParameterizedTest
    @CsvSource({
        "GET, /dhos/v1/patient/{patient_id}/installation/{installation_id}/history",
        "GET, /dhos/v1/clinician/{clinician_id}/installation/{installation_id}",
        "GET, /dhos/v1/installation",
        "GET, /dhos/v1/blood_glucose_meter",
        "GET, /dhos/v1/find",
        "GET, /dhos/v1/analytics/outdated",
        "GET, /dhos/v1/analytics/recall",
        "GET, /dhos/v1/patient/{patient_id}/access",
        "GET, /dhos/v1/access_event",
        "GET, /dhos/v1/patient/{patient_id}/everything",
        "PUT, /dhos/v1/patient/{patient_id}/hold",
    })
    void examplesOfStaffWork(String method, String path) {
        assertThat(execute(allRights(), method, path)).isBetween(200, 299);
    }

    /** The filter looks at paths and summaries, and operations come before the long text. */
    @Test
    void operationsAreFilteredAndComeFirst() {
        Page page = session().open("/ui/");
        assertThat(page.locator(".opblock").first()).isVisible();
        double operations = page.locator(".opblock").first().boundingBox().y;

        page.locator(".operation-filter-input").fill("legal hold");

        assertThat(page.locator(".opblock")).hasCount(4);
        assertThat(page.locator(".info").boundingBox().y)
                .isGreaterThan(page.locator(".opblock").first().boundingBox().y);
        assertThat(operations).isLessThan(800);
    }

    /** Executes the example of an operation; returns the status of the response. */
    private int execute(Jwt token, String method, String path) {
        Page page = session().open("/ui/");
        authorize(page, token.signed());
        Locator operation = open(page, method, path);
        operation
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Execute"))
                .click();
        Locator status = operation.locator(".live-responses-table tbody .response-col_status");
        assertThat(status.first()).containsText(Pattern.compile("[1-5]\\d\\d"));
        return Integer.parseInt(status.first().textContent().strip().substring(0, 3));
    }

    private static void authorize(Page page, String token) {
        page.locator(".auth-wrapper .authorize").click();
        page.locator(".auth-container input").fill(token);
        page.locator(".auth-container .authorize").click();
        page.locator(".auth-container .btn-done").click();
    }

    /** Unfolds an operation. */
    private static Locator open(Page page, String method, String path) {
        Locator operation = page.locator(".opblock-" + method.toLowerCase(Locale.ROOT))
                .filter(new Locator.FilterOptions().setHas(page.locator("[data-path='" + path + "']")));
        operation.locator(".opblock-summary-control").click();
        return operation;
    }
}
