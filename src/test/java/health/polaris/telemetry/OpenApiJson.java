package health.polaris.telemetry;

import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Writes the OpenAPI document as JSON. The build runs this, so that {@code /openapi.json} and {@code /openapi.yaml} are
 * made from the one document that is written by hand, and the WAR needs no YAML parser to serve both.
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
