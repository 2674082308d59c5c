package health.polaris.telemetry.http.json;

import health.polaris.telemetry.settings.Settings;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.InputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;

/** Provides resource methods with the {@link JsonBody} of the request. */
@Provider
public class JsonBodyReader implements MessageBodyReader<JsonBody> {
    @Inject
    Settings settings;

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType mediaType) {
        return type == JsonBody.class;
    }

    @Override
    public JsonBody readFrom(
            Class<JsonBody> type,
            Type generic,
            Annotation[] annotations,
            MediaType mediaType,
            MultivaluedMap<String, String> headers,
            InputStream stream)
            throws IOException {
        return JsonBody.from(stream, mediaType, settings.limits().bodyBytes());
    }
}
