package health.polaris.telemetry.console;

import health.polaris.telemetry.settings.ProviderIssuer;
import health.polaris.telemetry.settings.Settings;
import java.net.URI;

/** What a page of the console may load and whom it may talk to (Content Security Policy): this service, and the provider. */
final class ContentPolicy {
    /** The only page that may be in a frame, of a page of ours: there a sign-in is renewed that nobody sees. */
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
