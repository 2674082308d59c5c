package health.polaris.telemetry.console;

import health.polaris.telemetry.settings.ProviderIssuer;
import health.polaris.telemetry.settings.Settings;
import java.net.URI;

/** Content Security Policy of the console: only this service and the provider. */
final class ContentPolicy {
    /** The page for silent renewal of the sign-in, which the console may frame. */
    private static final String FRAMED = "renewed.html";

    private final String provider;

    private ContentPolicy(String provider) {
        this.provider = provider;
    }

    static ContentPolicy of(Settings settings) {
        return new ContentPolicy(settings.console()
                .flatMap(any -> settings.provider())
                .map(ContentPolicy::origin)
                .orElse(""));
    }

    String forFile(String name) {
        String ancestors = name.equals(FRAMED) ? "'self'" : "'none'";
        return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'"
                + provider + "; frame-src 'self'" + provider + "; form-action 'self'" + provider
                + "; frame-ancestors " + ancestors + "; base-uri 'none'";
    }

    private static String origin(ProviderIssuer issuer) {
        URI address = URI.create(issuer.name());
        return " " + address.getScheme() + "://" + address.getRawAuthority();
    }
}
