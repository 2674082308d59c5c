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
        assertThat(tokenField()).hasCount(0);
        return loaded();
    }

    /** Waits until the view has loaded or shows an error. */
    ConsolePage loaded() {
        assertThat(heading()).isVisible();
        assertThat(page.locator("main .skeleton, main [aria-busy=true]")).hasCount(0);
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
        return page.locator("main");
    }

    /** The box that finds people. */
    Locator searchBox() {
        return page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Find a person, device or meter"));
    }

    /** The results of the box. */
    Locator hits() {
        return page.locator("[role=listbox]").getByRole(AriaRole.OPTION);
    }

    /** Types into the box and opens the first result. */
    ConsolePage open(String text) {
        searchBox().fill(text);
        assertThat(hits().first()).isVisible();
        searchBox().press("Enter");
        return loaded();
    }

    /** Opens a part of the page. */
    ConsolePage tab(String name) {
        page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Parts of this page"))
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(name))
                .click();
        return loaded();
    }

    /** The verdict about a person. */
    Locator verdict() {
        return page.locator(".verdict");
    }

    /** Opens an address of the console in the same page. */
    ConsolePage show(String address) {
        page.evaluate("address => { location.hash = address; }", address);
        return this;
    }

    /** Opens another view from the menu. */
    ConsolePage goTo(String view) {
        page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Views"))
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(view))
                .click();
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

    /** A field or select by its label. */
    Locator field(String label) {
        return page.locator("main").getByLabel(label, new Locator.GetByLabelOptions().setExact(true));
    }

    /** The chart. */
    Locator chart() {
        return page.locator("main .chart svg");
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
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .and(page.locator(".scroll"));
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
        return download(
                () -> button("CSV: " + table).or(button("CSV of all: " + table)).click());
    }

    /** The lines of the file that an action downloads. */
    List<String> download(Runnable action) {
        Download file = page.waitForDownload(action);
        try {
            return Files.readString(file.path(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
