package health.polaris.telemetry.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Operations on a directory and its contents. */
public final class DirectoryTree {
    private DirectoryTree() {}

    /** Deletes the directory's contents, and creates the directory. */
    public static Path empty(Path directory) throws IOException {
        delete(directory);
        return Files.createDirectories(directory);
    }

    static void delete(Path directory) throws IOException {
        for (Path path : paths(directory)) {
            Files.delete(path);
        }
    }

    /** Copies a directory to a new path, with file permissions. */
    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                Files.copy(path, to.resolve(from.relativize(path)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    static void giveTo(int userId, Path directory) throws IOException {
        for (Path path : paths(directory)) {
            Files.setAttribute(path, "unix:uid", userId);
        }
    }

    /** Deepest paths first. */
    private static List<Path> paths(Path directory) throws IOException {
        if (Files.notExists(directory)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.sorted(Comparator.reverseOrder()).toList();
        }
    }
}
