package health.polaris.telemetry.search;

import health.polaris.telemetry.analytics.versions.AdoptionObserver;
import health.polaris.telemetry.contract.Answer;
import health.polaris.telemetry.contract.Client;
import health.polaris.telemetry.contract.TestFleet;
import health.polaris.telemetry.demo.DemoData;
import health.polaris.telemetry.local.DatabaseLogin;
import health.polaris.telemetry.local.Jwt;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.DoubleStream;

/**
 * Measures response times of queries on a large fleet. Requires a running service, with an empty database or the
 * database of an earlier run, and the same environment variables as the service. Prints a table for
 * docs/performance.md.
 */
public final class FleetBenchmark {
    private static final int PEOPLE = Integer.getInteger("fleet.people", 200_000);

    /** Whether bench/load.sql has filled the database. */
    private static final boolean LOADED = Boolean.getBoolean("fleet.loaded");

    private static final int REQUESTS = Integer.getInteger("fleet.requests", 300);
    private static final int PAGES = Integer.getInteger("fleet.pages", 10_000);
    private static final String INSTALLATIONS = "/dhos/v1/installation";
    private static final String ACCESSES = "/dhos/v1/access_event";
    private static final String OUTDATED = "/dhos/v1/analytics/outdated";

    private final Client support;
    private final PrintStream report;
    private final List<double[]> lists = new ArrayList<>();

    private FleetBenchmark(URI base, PrintStream report) {
        this.report = report;
        String platform = System.getenv("PROXY_URL") + "/";
        this.support = Client.bearing(new Jwt()
                        .issuer(platform)
                        .audience(platform)
                        .expiry(Instant.now().plus(Duration.ofHours(4)))
                        .scope("read:gdm_telemetry_all read:gdm_telemetry_audit")
                        .metadata("system_id", "benchmark")
                        .key(System.getenv("HS_KEY")))
                .at(base);
    }

    public static void main(String[] arguments) throws Exception {
        if (!LOADED) {
            fill();
        }
        URI base = URI.create("http://127.0.0.1:" + System.getenv("SERVER_PORT"));
        System.out.println("warm-up: all lists twice");
        FleetBenchmark warmUp = new FleetBenchmark(base, new PrintStream(PrintStream.nullOutputStream()));
        warmUp.lists();
        warmUp.lists();
        FleetBenchmark benchmark = new FleetBenchmark(base, System.out);
        benchmark.lists();
        benchmark.deepPages();
        benchmark.pagesOfOutdated();
        benchmark.figures();
        benchmark.exports();
        benchmark.sizes();
    }

    private static void fill() throws SQLException {
        DemoData data = new DemoData(119, PEOPLE, LocalDate.now(ZoneOffset.UTC).minusDays(1));
        try (Connection connection = DatabaseLogin.of(System.getenv()).source().getConnection();
                Statement statement = connection.createStatement()) {
            if (!data.isComplete(connection)) {
                long rows = data.write(connection, people -> {
                    if (people % 10_000 == 0) {
                        System.out.println(people + " people");
                    }
                });
                System.out.println(rows + " rows");
                // inserted person by person, but ordered by creation
                statement.execute("cluster mobile using mobile_all_created");
                statement.execute("cluster desktop using desktop_all_created");
                statement.execute("cluster blood_glucose_meter using blood_glucose_meter_all_created");
                statement.execute("vacuum analyze mobile, desktop, blood_glucose_meter");
                Instant start = Instant.now();
                new AdoptionObserver(DatabaseLogin.of(System.getenv()).source()).observeAnew();
                System.out.println("adoption observed in " + Duration.between(start, Instant.now()));
            }
        }
    }

    private void lists() {
        lists.clear();
        report.println("\n| Query | median ms | p99 ms | max ms |\n| --- | --- | --- | --- |");
        times("one patient's installations", at -> "/dhos/v1/patient/" + patient(at) + "/installation");
        times(
                "one patient's installations at a moment",
                at -> "/dhos/v1/patient/" + patient(at) + "/installation?as_of=" + day(690));
        times("who looked at one patient's data", at -> "/dhos/v1/patient/" + patient(at) + "/access");
        times("newest accesses", at -> ACCESSES);
        times("newest exports", at -> ACCESSES + "?action=export");
        times("denied accesses", at -> ACCESSES + "?outcome=denied");
        times("one patient's meters", at -> "/dhos/v1/patient/" + patient(at) + "/blood_glucose_meter");
        times("newest installations", at -> INSTALLATIONS);
        times("rare old version", at -> INSTALLATIONS + "?app_version=1.9.0");
        times("rare old version, latest only", at -> INSTALLATIONS + "?latest=true&app_version=1.9.0");
        times("common old version", at -> INSTALLATIONS + "?app_version=2.3.0");
        times("common old version, latest only", at -> INSTALLATIONS + "?latest=true&app_version=2.3.0");
        times("latest of each person", at -> INSTALLATIONS + "?latest=true");
        times("by manufacturer", at -> INSTALLATIONS + "?manufacturer=Huawei");
        times("by operating system", at -> INSTALLATIONS + "?os=Android&os_version=10");
        times("by product and operating system", at -> INSTALLATIONS + "?app_product=GDM&os_version=10&kind=patient");
        times("no match", at -> INSTALLATIONS + "?model=none" + at);
        times("by day of change", at -> INSTALLATIONS + "?modified_from=" + day(at) + "&modified_to=" + day(at + 1));
        times(
                "by day of first use",
                at -> INSTALLATIONS + "?first_used_from=" + day(at) + "&first_used_to=" + day(at + 1));
        times("incorrect readings", at -> "/dhos/v1/blood_glucose_meter?is_bg_value_correct=false");
        times("readings without a result", at -> "/dhos/v1/blood_glucose_meter?is_bg_value_correct=unknown");
        times("implausible readings", at -> "/dhos/v1/blood_glucose_meter?implausible=true");
        times("find a serial number", at -> "/dhos/v1/find?q=" + serialNumber(at));
        times("find the beginning of most ids", at -> "/dhos/v1/find?q=demo-patient-");
        times("find nothing", at -> "/dhos/v1/find?q=%25_%5C");
        times("beginning of a model", at -> INSTALLATIONS + "?model_starts=iphone");
        times("range of versions", at -> INSTALLATIONS + "?app_product=GDM&version_from=1.9&version_below=2.0");
        times("silent for 90 days", at -> INSTALLATIONS + "?silent_for_days=90");
        line("all of the above", lists.stream().flatMapToDouble(Arrays::stream).toArray());
        times("first page of outdated installations", at -> OUTDATED + "?app_product=GDM&below=2.0.0");
    }

    private static String day(int number) {
        return LocalDate.now(ZoneOffset.UTC).minusDays(700 - number % 690) + "T00:00:00Z";
    }

    /** The start of some serial numbers. */
    private static String serialNumber(int number) {
        return "GM1000" + (10 + number % 90);
    }

    private static String patient(int number) {
        int patient = 1 + number * 37 % PEOPLE;
        return LOADED ? loadedPatient(patient) : "demo-patient-%06d".formatted(patient);
    }

    /** As bench/load.sql names patients. */
    private static String loadedPatient(int number) {
        String digits = HexFormat.of().formatHex(md5("patient" + number));
        return digits.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
    }

    private static byte[] md5(String text) {
        try {
            return MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private void figures() {
        times("adoption over 24 months", at -> "/dhos/v1/analytics/adoption", 50);
        times("adoption over 24 months by day", at -> "/dhos/v1/analytics/adoption?period=day", 20);
        times("changes over 24 months", at -> "/dhos/v1/analytics/changes", 8);
        times("silent", at -> "/dhos/v1/analytics/silent", 8);
        times("recall of an old version", at -> "/dhos/v1/analytics/recall?app_version=1.9.0", 20);
        times("recall of most people", at -> "/dhos/v1/analytics/recall?app_product=GDM", 8);
        times("number of all installations", at -> INSTALLATIONS + "?count=true", 8);
        times("platforms", at -> "/dhos/v1/analytics/platforms", 8);
        times("activity over 24 months", at -> "/dhos/v1/analytics/activity", 8);
        times("meters over 24 months", at -> "/dhos/v1/analytics/meters", 8);
    }

    private void deepPages() {
        double[] milliseconds = new double[PAGES];
        Answer page = support.get(INSTALLATIONS);
        for (int number = 0; number < PAGES; number++) {
            String next = TestFleet.next(page);
            long start = System.nanoTime();
            page = support.get(INSTALLATIONS + next);
            milliseconds[number] = (System.nanoTime() - start) / 1e6;
        }
        int part = PAGES / 10;
        line("pages 1 to " + part, Arrays.copyOf(milliseconds, part));
        line("pages " + (PAGES - part) + " to " + PAGES, Arrays.copyOfRange(milliseconds, PAGES - part, PAGES));
    }

    private void pagesOfOutdated() {
        DoubleStream.Builder milliseconds = DoubleStream.builder();
        String next = "?app_product=GDM&below=2.0.0";
        for (int number = 0; number < PAGES && !next.isEmpty(); number++) {
            long start = System.nanoTime();
            Answer page = support.get(OUTDATED + next);
            milliseconds.add((System.nanoTime() - start) / 1e6);
            next = TestFleet.next(page);
        }
        line("all pages of outdated installations", milliseconds.build().toArray());
    }

    private void exports() throws IOException, InterruptedException {
        for (String format : List.of("text/csv", "application/x-ndjson", "text/csv", "application/x-ndjson")) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(support.base() + INSTALLATIONS));
            support.with("Accept", format).headers().forEach(request::header);
            long start = System.nanoTime();
            try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                    HttpClient.newBuilder()
                            .version(HttpClient.Version.HTTP_1_1)
                            .build()
                            .send(request.build(), BodyHandlers.ofInputStream())
                            .body(),
                    StandardCharsets.UTF_8))) {
                long rows = lines.lines().count();
                double seconds = (System.nanoTime() - start) / 1e9;
                report.printf(Locale.ROOT, "export %s: %d rows, %.0f rows/s%n", format, rows, rows / seconds);
            }
        }
    }

    private void sizes() throws SQLException {
        report.println("\n| Table | rows | table | indexes |\n| --- | --- | --- | --- |");
        try (Connection connection = DatabaseLogin.of(System.getenv()).source().getConnection();
                Statement statement = connection.createStatement();
                ResultSet table = statement.executeQuery(
                        "select relname, reltuples::bigint, pg_size_pretty(pg_table_size(oid)),"
                                + " pg_size_pretty(pg_indexes_size(oid)) from pg_class where relkind = 'r' and reltuples > 0"
                                + " and relnamespace = current_schema()::regnamespace order by pg_total_relation_size(oid) desc")) {
            while (table.next()) {
                report.printf(
                        "| %s | %d | %s | %s |%n",
                        table.getString(1), table.getLong(2), table.getString(3), table.getString(4));
            }
        }
    }

    private void times(String name, IntFunction<String> path) {
        times(name, path, REQUESTS);
    }

    private void times(String name, IntFunction<String> path, int requests) {
        double[] milliseconds = new double[requests];
        for (int at = -requests / 2; at < requests; at++) {
            long start = System.nanoTime();
            Answer answer = support.get(path.apply(Math.abs(at)));
            if (answer.status() == 503) {
                report.printf("| %s | 503 | | |%n", name); // the time-out of searches and figures
                return;
            }
            if (answer.status() != 200) {
                throw new IllegalStateException(name + ": " + answer.text());
            }
            if (at >= 0) {
                milliseconds[at] = (System.nanoTime() - start) / 1e6;
            }
        }
        lists.add(milliseconds);
        line(name, milliseconds);
    }

    private void line(String name, double[] milliseconds) {
        Arrays.sort(milliseconds);
        int last = milliseconds.length - 1;
        report.printf(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %.1f |%n",
                name,
                milliseconds[last / 2],
                milliseconds[last * 99 / 100],
                milliseconds[last]);
    }
}
