package health.polaris.telemetry.local;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The PostgreSQL programs for this platform, an archive within a Maven artifact. */
final class PostgresPrograms {
    private PostgresPrograms() {}

    /** Unpacks the programs once, into a directory named after their version. */
    static Path unpackedIn(Path directory) throws IOException {
        URL archive = archive();
        Path jar = Path.of(
                ((JarURLConnection) archive.openConnection()).getJarFileURL().getPath());
        Path programs = directory.resolve(jar.getFileName().toString().replace(".jar", ""));
        if (Files.notExists(programs)) {
            Path unfinished = DirectoryTree.empty(directory.resolve("unpacking"));
            unpack(archive, unfinished);
            Files.move(unfinished, programs);
        }
        return programs;
    }

    private static URL archive() {
        String system = System.getProperty("os.name");
        String platform = system.startsWith("Windows") ? "windows" : system.startsWith("Mac") ? "darwin" : "linux";
        String processor = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        String name = "/postgres-" + platform + "-" + processor + ".txz";
        URL archive = PostgresPrograms.class.getResource(name);
        if (archive == null) {
            throw new LocalFailure("No PostgreSQL is available for this machine (" + name
                    + "): set DATABASE_HOST to use a database of yours.");
        }
        return archive;
    }

    private static void unpack(URL archive, Path target) throws IOException {
        try (InputStream compressed = archive.openStream();
                TarArchiveInputStream entries = new TarArchiveInputStream(new XZInputStream(compressed))) {
            for (TarArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path file = target.resolve(entry.getName());
                Files.createDirectories(entry.isDirectory() ? file : file.getParent());
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                } else if (entry.isFile()) {
                    Files.copy(entries, file);
                    if ((entry.getMode() & 0100) != 0 && !file.toFile().setExecutable(true, false)) {
                        throw new IOException(file + " cannot be made executable");
                    }
                }
            }
        }
    }
}
