package health.polaris.telemetry.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import health.polaris.telemetry.contract.Tokens;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The API explorer, where programmers try out requests. */
@Tag("browser")
class ExplorerInBrowser extends InBrowser {
    /** A token entered once is sent with each request. */
    @Test
    void enteredTokenIsSentWithRequests() {
        String token = Tokens.system().signed();
        BrowserSession session = session();
        Page page = session.open("/ui/");

        page.locator(".auth-wrapper .authorize").click();
        page.locator(".auth-container input").fill(token);
        page.locator(".auth-container .authorize").click();
        page.locator(".auth-container .btn-done").click();
        Locator operation = page.locator(".opblock-get")
                .filter(new Locator.FilterOptions().setHas(page.locator("[data-path='/dhos/v1/analytics/platforms']")));
        operation.locator(".opblock-summary-control").click();
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
}
