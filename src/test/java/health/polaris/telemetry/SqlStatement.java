package health.polaris.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A statement, or a part of one, in the Java sources or in a function of a migration.
 *
 * @param place the class and its member, such as {@code QueryService.estimate}, or the function
 */
record SqlStatement(String place, String text) {
    /** Statements whose placeholder stands for the call of a function. */
    private static final Set<String> CALLS = Set.of("RetentionBatches.BATCH");

    private static final Pattern SQL = Pattern.compile(
            "\\bselect \\w*|\\b(insert into|delete from|truncate|lock table) [\\w{]|\\bupdate \\w+( \\w+)? set |^\\W*from %");

    /** A table, a placeholder for one, or the name of a part of the statement. */
    private static final Pattern TABLE = Pattern.compile(
            "(?:(?<!distinct )\\bfrom|\\bjoin|\\binsert into|(?<!for )\\bupdate|\\btruncate|\\block table)"
                    + " (?!lateral|unnest|generate_series|json\\w+\\(|nowait|skip)([a-z_0-9]++|%[0-9$]*[sI][a-z_]*+|\\{[^}]*\\})(?!\\()",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern LIST = Pattern.compile("\\b(?:truncate|lock table) ([a-z_, ]+?)(?: in |$)");
    private static final Pattern COMMA = Pattern.compile("\\bfrom \\w+(?: \\w+)?, (\\w++)(?!\\()");
    private static final Pattern PART = Pattern.compile("(?:with(?: recursive)?|\\),) ([a-z_]+) as ");

    /** All statements of the service. */
    static Stream<SqlStatement> all() throws IOException {
        return Stream.concat(
                        JavaSql.texts(Path.of("src/main/java")).stream()
                                .map(text -> new SqlStatement(text.place(), text.text())),
                        functions())
                .map(statement -> new SqlStatement(
                        statement.place, statement.text.replaceAll("\\s+", " ").strip()))
                .filter(statement -> SQL.matcher(statement.text).find());
    }

    /** The class, or the function. */
    String type() {
        return place.replaceFirst("\\..*", "");
    }

    /** Whether a name of a table stands for the table of a kind of records. */
    static boolean isPlaceholder(String table) {
        return table.startsWith("%") || table.startsWith("{");
    }

    /** The tables and views that the statement names, and placeholders for them. */
    Set<String> tables() {
        Set<String> tables = new TreeSet<>();
        TABLE.matcher(text).results().forEach(table -> tables.add(table.group(1)));
        LIST.matcher(text)
                .results()
                .forEach(list -> tables.addAll(List.of(list.group(1).strip().split(", "))));
        COMMA.matcher(text).results().forEach(table -> tables.add(table.group(1)));
        if (CALLS.contains(place)) {
            tables.removeIf(SqlStatement::isPlaceholder);
        }
        PART.matcher(text).results().forEach(part -> tables.remove(part.group(1)));
        return tables.stream().map(SqlStatement::table).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The table of an entity, or the name itself. */
    private static String table(String name) {
        return switch (name) {
            case "Erasure" -> "erasure";
            case "ErasureEnd" -> "erasure_end";
            case "IdempotentRequest" -> "idempotency_key";
            default -> name;
        };
    }

    /** The statements of the functions, as the last migration defines them. */
    private static Stream<SqlStatement> functions() {
        Map<String, String> bodies = new LinkedHashMap<>();
        migrations()
                .flatMap(file -> find(
                        file,
                        "(?s)create (?:or replace )?function (\\w+)\\(.*?(?:\\$\\$(.*?)\\$\\$|begin atomic(.*?)\nend)"))
                .forEach(function -> bodies.put(
                        function.group(1), function.group(2) == null ? function.group(3) : function.group(2)));
        assertThat(bodies).containsKeys("erase_person", "is_erased", "keep_mobile_history", "complete_access_event");
        return bodies.entrySet().stream()
                .flatMap(function -> Arrays.stream(
                                function.getValue().replaceAll("--[^\n]*", "").split(";"))
                        .map(statement -> new SqlStatement(function.getKey(), statement)));
    }

    /** The migrations, in the order of their versions. */
    static Stream<Path> migrations() {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/migration"))) {
            Function<Path, Integer> version =
                    file -> Integer.valueOf(file.getFileName().toString().replaceAll("^V(\\d+)__.*", "$1"));
            return files
                    .filter(file -> file.toString().endsWith(".sql"))
                    .sorted(Comparator.comparing(version))
                    .toList()
                    .stream();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What matches a pattern in a file. */
    static Stream<MatchResult> find(Path file, String pattern) {
        try {
            return Pattern.compile(pattern).matcher(Files.readString(file)).results().toList().stream();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
