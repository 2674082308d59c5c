package health.polaris.telemetry.console;

import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The files in the WAR that the console consists of, each read once. */
final class ConsoleFiles {
    /** No name that begins with a dot or leads elsewhere. */
    private static final Pattern NAME = Pattern.compile("([A-Za-z0-9-]+/)*[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");

    private final ServletContext war;
    private final Map<String, ConsoleFile> read = new ConcurrentHashMap<>();

    ConsoleFiles(ServletContext war) {
        this.war = war;
    }

    /** The file of this name, relative to the console; empty when there is none, or it is of an unknown kind. */
    Optional<ConsoleFile> named(String name) {
        String kind = name.substring(name.lastIndexOf('.') + 1);
        return NAME.matcher(name).matches() && ConsoleFile.TYPES.containsKey(kind)
                ? Optional.ofNullable(read.computeIfAbsent(name, any -> read(name, kind)))
                : Optional.empty();
    }

    private ConsoleFile read(String name, String kind) {
        try (InputStream file = war.getResourceAsStream("/console/" + name)) {
            return file == null ? null : ConsoleFile.of(kind, file.readAllBytes());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The commit that the WAR was built from, as far as the build knew it. */
    String version() {
        Properties build = new Properties();
        try (InputStream file = war.getResourceAsStream("/WEB-INF/classes/build.properties")) {
            build.load(file);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return build.getProperty("hash");
    }
}
