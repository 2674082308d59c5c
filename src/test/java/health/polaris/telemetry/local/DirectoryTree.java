package health.polaris.telemetry.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What is done to a directory and all that is in it. */
public final class DirectoryTree {
    private DirectoryTree() {}

    /** The directory, new and empty. */
    public static Path empty(Path directory) throws IOException {
        delete(directory);
        return Files.createDirectories(directory);
    }

    static void delete(Path directory) throws IOException {
        for (Path path : paths(directory)) {
            Files.delete(path);
        }
    }

    /** Copies a directory to where there is none, with the permissions of the files. */
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

    /** The deepest first. */
    private static List<Path> paths(Path directory) throws IOException {
        if (Files.notExists(directory)) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.sorted(Comparator.reverseOrder()).toList();
        }
    }
}
