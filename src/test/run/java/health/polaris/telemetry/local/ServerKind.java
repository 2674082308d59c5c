package health.polaris.telemetry.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The supported application servers. */
public enum ServerKind {
    PAYARA("Payara Micro", " ready in ", "server-config/payara/start.sh"),
    LIBERTY("Open Liberty", "CWWKF0011I", "server-config/openliberty/start.sh");

    private final String title;
    private final String readyMark;
    private final String script;

    ServerKind(String title, String readyMark, String script) {
        this.title = title;
        this.readyMark = readyMark;
        this.script = script;
    }

    /** The server selected by the system property {@code server}; Open Liberty by default. */
    public static ServerKind chosen() {
        String name = System.getProperty("server", LIBERTY.name());
        try {
            return valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new LocalFailure("The server must be payara or liberty, not " + name + ".", unknown);
        }
    }

    /** The product name. */
    String title() {
        return title;
    }

    /** Whether this line of output reports that the server is ready, with or without the application. */
    boolean saysReady(String line) {
        return line.contains(readyMark);
    }

    /** The process that starts the server with an application at the root of a port, in exactly this environment. */
    ProcessBuilder process(Path project, Path war, int port, Map<String, String> environment) throws IOException {
        ProcessBuilder process = new ProcessBuilder();
        process.environment().clear();
        process.environment().putAll(environment);
        process.environment().put("SERVER_PORT", Integer.toString(port));
        String replica = environment.getOrDefault("DATABASE_REPLICA_HOST", "");
        String database = environment.get("DATABASE_HOST");
        process.environment().put("FLEET_DATABASE_HOSTS", replica.isEmpty() ? database : replica + "," + database);
        process.environment().put("FLEET_DATABASE_TARGET", replica.isEmpty() ? "primary" : "preferSecondary");
        boolean json = environment.getOrDefault("LOG_FORMAT", "json").equalsIgnoreCase("json");
        List<String> options = Pattern.compile("\\s+")
                .splitAsStream(environment.getOrDefault("JAVA_OPTS", ""))
                .filter(option -> !option.isEmpty())
                .toList();
        switch (this) {
            case PAYARA ->
                process.command(new PayaraCommand(project, war, port, json ? "json" : "plain", options).words());
            case LIBERTY -> {
                LibertyCommand liberty = new LibertyCommand(
                        project, war, port, "false".equals(environment.get("OTEL_SDK_DISABLED")), options);
                process.command(liberty.words());
                process.environment().put("WLP_USER_DIR", liberty.files().toString());
                process.environment().put("LIBERTY_LOG_FORMAT", json ? "json" : "simple");
            }
        }
        return process.directory(project.toFile()).redirectErrorStream(true);
    }

    /** The process that starts the server with the operators' start script, which finds its parameters itself. */
    ProcessBuilder script(Path project, Path war, int port, Map<String, String> environment) throws IOException {
        ProcessBuilder process = process(project, war, port, environment);
        Map<String, String> variables = process.environment();
        variables
                .keySet()
                .removeAll(Set.of("FLEET_DATABASE_HOSTS", "FLEET_DATABASE_TARGET", "LIBERTY_LOG_FORMAT", "JAVA_OPTS"));
        variables.put("PATH", Path.of(System.getProperty("java.home"), "bin") + ":" + variables.get("PATH"));
        variables.put("PAYARA", project.resolve("target/payara").toString());
        variables.put("WAR", war.toString());
        variables.put("PAYARA_FILES", project.resolve("target/payara/files").toString());
        variables.put("WLP", project.resolve("target/openliberty/wlp").toString());
        return process.command("sh", script);
    }
}
