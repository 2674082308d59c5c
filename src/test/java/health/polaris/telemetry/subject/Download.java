package health.polaris.telemetry.subject;

import health.polaris.telemetry.contract.Client;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.csv.CsvMapper;
import tools.jackson.dataformat.csv.CsvSchema;

/** A downloaded file, possibly a part of it. */
final class Download {
    private final byte[] bytes;
    private final boolean aborted;

    private Download(byte[] bytes, boolean aborted) {
        this.bytes = bytes;
        this.aborted = aborted;
    }

    /** Starts a download. */
    static InputStream open(Client client, String path) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(client.base() + path).toURL().openConnection();
        client.headers().forEach(connection::setRequestProperty);
        return connection.getInputStream();
    }

    static Download of(Client client, String path) {
        try (InputStream stream = open(client, path)) {
            return rest(stream);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Reads everything that arrives. */
    static Download rest(InputStream stream) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try {
            for (int length = stream.read(buffer); length >= 0; length = stream.read(buffer)) {
                bytes.write(buffer, 0, length);
            }
            return new Download(bytes.toByteArray(), false);
        } catch (IOException broken) {
            return new Download(bytes.toByteArray(), true);
        }
    }

    /** Whether the connection was aborted before the end. */
    boolean isAborted() {
        return aborted;
    }

    JsonNode json() {
        return new JsonMapper().readTree(bytes);
    }

    Path storeIn(Path directory) throws IOException {
        return Files.write(directory.resolve("download"), bytes);
    }

    /** The files of a ZIP file, each with its text. */
    Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return files;
    }

    /** The rows of a CSV file in the ZIP file, by column. */
    List<Map<String, String>> rows(String file) {
        return new CsvMapper()
                .readerFor(Map.class)
                .with(CsvSchema.emptySchema().withHeader())
                .<Map<String, String>>readValues(files().get(file))
                .readAll();
    }
}
