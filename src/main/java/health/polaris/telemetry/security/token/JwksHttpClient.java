package health.polaris.telemetry.security.token;

import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;

/** HTTP client for the keys of providers: short time-outs, limited size, no redirects. */
class JwksHttpClient extends DefaultResourceRetriever {
    private static final int TIMEOUT_MILLISECONDS = 2000;
    private static final int MAX_BYTES = 100 * 1024;

    JwksHttpClient() {
        super(TIMEOUT_MILLISECONDS, TIMEOUT_MILLISECONDS, MAX_BYTES);
    }

    @Override
    protected HttpURLConnection openHTTPConnection(URL url) throws IOException {
        HttpURLConnection connection = super.openHTTPConnection(url);
        connection.setInstanceFollowRedirects(false);
        return connection;
    }
}
