package health.polaris.telemetry.http.connection;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

/**
 * A probe of Grizzly, the HTTP library of Payara, that removes the header {@code Cookie} as soon as the headers of a request
 * have been read. The application must run without Grizzly; hence reflection.
 */
final class CookieRemoval implements InvocationHandler {
    private static final System.Logger LOG = System.getLogger(CookieRemoval.class.getName());
    private static final String HTTP = "org.glassfish.grizzly.http.";

    private final Method headersOf;
    private final Method remove;

    private CookieRemoval(ClassLoader grizzly) throws ReflectiveOperationException {
        headersOf = grizzly.loadClass(HTTP + "HttpHeader").getMethod("getHeaders");
        remove = grizzly.loadClass(HTTP + "util.MimeHeaders").getMethod("removeHeader", String.class);
    }

    /** Adds the probe to the HTTP filter among these filters. */
    static void install(Iterable<?> filters) {
        try {
            for (Object filter : filters) {
                ClassLoader grizzly = filter.getClass().getClassLoader();
                Class<?> http = grizzly.loadClass(HTTP + "HttpCodecFilter");
                if (http.isInstance(filter)) {
                    Object probe = Proxy.newProxyInstance(
                            grizzly,
                            new Class<?>[] {grizzly.loadClass(HTTP + "HttpProbe")},
                            new CookieRemoval(grizzly));
                    Object monitoring = http.getMethod("getMonitoringConfig").invoke(filter);
                    grizzly.loadClass("org.glassfish.grizzly.monitoring.MonitoringConfig")
                            .getMethod("addProbes", Object[].class)
                            .invoke(monitoring, (Object) new Object[] {probe});
                }
            }
        } catch (ReflectiveOperationException incompatible) {
            LOG.log(System.Logger.Level.ERROR, "Cookies cannot be ignored with this version of Payara", incompatible);
        }
    }

    @Override
    public Object invoke(Object probe, Method event, Object[] arguments) throws ReflectiveOperationException {
        if (event.getDeclaringClass() == Object.class) {
            return event.invoke(this, arguments);
        }
        if (event.getName().equals("onHeaderParseEvent")) {
            remove.invoke(headersOf.invoke(arguments[1]), "Cookie");
        }
        return null;
    }
}
