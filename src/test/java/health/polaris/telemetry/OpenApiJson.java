package health.polaris.telemetry;

import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Converts the OpenAPI document to JSON. Run by the build, so that {@code /openapi.json} and {@code /openapi.yaml}
 * have the same hand-written source, and the WAR needs no YAML parser.
 */
public final class OpenApiJson {

    private OpenApiJson() {}

    /** Arguments: the YAML file to read and the JSON file to write. */
    public static void main(String[] args) throws Exception {
        var document = new YAMLMapper().readTree(Path.of(args[0]));
        var json = Path.of(args[1]).toAbsolutePath();
        Files.createDirectories(json.getParent());
        JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build().writeValue(json, document);
    }
}
