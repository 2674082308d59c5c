package health.polaris.telemetry.security.token;

import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;

/** How a provider is asked: briefly, for little, and without being led elsewhere. */
class JwksHttpClient extends DefaultResourceRetriever {
    private static final int MILLISECONDS = 2000;
    private static final int MOST_BYTES = 100 * 1024;

    JwksHttpClient() {
        super(MILLISECONDS, MILLISECONDS, MOST_BYTES);
    }

    @Override
    protected HttpURLConnection openHTTPConnection(URL url) throws IOException {
        HttpURLConnection connection = super.openHTTPConnection(url);
        connection.setInstanceFollowRedirects(false);
        return connection;
    }
}
