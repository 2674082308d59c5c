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

/** Files of the console in the WAR, cached in memory. */
final class ConsoleFiles {
    /** Excludes hidden files and path traversal. */
    private static final Pattern NAME = Pattern.compile("([A-Za-z0-9-]+/)*[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");

    private final ServletContext war;
    private final Map<String, ConsoleFile> cache = new ConcurrentHashMap<>();

    ConsoleFiles(ServletContext war) {
        this.war = war;
    }

    /** Finds a file by its path relative to the console; empty if it does not exist or has an unknown type. */
    Optional<ConsoleFile> find(String name) {
        String extension = name.substring(name.lastIndexOf('.') + 1);
        return NAME.matcher(name).matches() && ConsoleFile.TYPES.containsKey(extension)
                ? Optional.ofNullable(cache.computeIfAbsent(name, any -> read(name, extension)))
                : Optional.empty();
    }

    private ConsoleFile read(String name, String extension) {
        try (InputStream file = war.getResourceAsStream("/console/" + name)) {
            return file == null ? null : ConsoleFile.of(extension, file.readAllBytes());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The commit of the build, or "unknown". */
    String version() {
        Properties build = new Properties();
        try (InputStream file = war.getResourceAsStream("/WEB-INF/classes/build.properties")) {
            build.load(file);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return build.getProperty("hash");
    }
}
