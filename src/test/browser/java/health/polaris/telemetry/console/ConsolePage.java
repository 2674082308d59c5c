package health.polaris.telemetry.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;

/** Page object of the console, which finds elements by heading, label, table name and button name. */
record ConsolePage(Page page) {
    /** Signs in with a token and waits for the requested view. */
    ConsolePage signIn(String token) {
        tokenField().fill(token);
        press("Continue");
        return loaded();
    }

    /** Waits until the view has loaded or shows an error. */
    ConsolePage loaded() {
        assertThat(page.locator(".results:not([aria-busy])")).isVisible();
        assertThat(page.locator(".results .loading")).hasCount(0);
        return this;
    }

    Locator tokenField() {
        return page.getByLabel("Token");
    }

    /** The heading of the view. */
    Locator heading() {
        return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
    }

    /** The alert message. */
    Locator alert() {
        return page.getByRole(AriaRole.ALERT);
    }

    Locator results() {
        return page.locator(".results");
    }

    /** Opens another view from the menu. */
    ConsolePage goTo(String view) {
        page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Views"))
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(view))
                .click();
        assertThat(heading()).hasText(view);
        return loaded();
    }

    ConsolePage press(String button) {
        button(button).click();
        return this;
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator filter(String label) {
        return page.getByRole(AriaRole.FORM, new Page.GetByRoleOptions().setName("Filters"))
                .getByLabel(label, new Locator.GetByLabelOptions().setExact(true));
    }

    /** The chart of a figure. */
    Locator chart(String name) {
        return page.getByRole(
                AriaRole.IMG,
                new Page.GetByRoleOptions()
                        .setName("Chart: " + name + ". The table below has its numbers.")
                        .setExact(true));
    }

    /** The texts of a table's body cells, by row. */
    List<List<String>> rows(String table) {
        return cells(table(table).locator("tbody tr"));
    }

    /** The column headings of a table. */
    List<String> columns(String table) {
        return cells(table(table).locator("thead tr")).get(0);
    }

    private Locator table(String name) {
        Locator table = page.getByRole(
                AriaRole.REGION,
                new Page.GetByRoleOptions().setName("Table: " + name).setExact(true));
        assertThat(table).isVisible();
        return table;
    }

    @SuppressWarnings("unchecked") // the result of the script
    private static List<List<String>> cells(Locator rows) {
        return (List<List<String>>) rows.evaluateAll(
                "rows => rows.map(row => [...row.cells].map(cell => cell.textContent.trim().replace(/\\s+/g, ' ')))");
    }

    /** The lines of the file behind a table's download button. */
    List<String> download(String table) {
        Download file = page.waitForDownload(() -> press("Download CSV: " + table));
        try {
            return Files.readString(file.path(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
