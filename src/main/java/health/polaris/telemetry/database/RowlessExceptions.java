package health.polaris.telemetry.database;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.eclipse.persistence.sessions.Session;

/**
 * Replaces exceptions of EclipseLink whose messages contain a row, because the servers and the service write messages
 * to the log. Messages of the database contain no rows.
 */
class RowlessExceptions implements InvocationHandler {
    private static final System.Logger LOG = System.getLogger(RowlessExceptions.class.getName());
    private static final String PACKAGE = "org.eclipse.persistence.exceptions.";

    /** Sets the exception handler of a session. Open Liberty hides the type of handlers from applications, hence the proxy. */
    static void handleThoseOf(Session session) {
        try {
            ClassLoader eclipseLink = session.getClass().getClassLoader();
            Class<?> type = Class.forName(PACKAGE + "ExceptionHandler", true, eclipseLink);
            Object handler = Proxy.newProxyInstance(eclipseLink, new Class<?>[] {type}, new RowlessExceptions());
            session.getClass().getMethod("setExceptionHandler", type).invoke(session, handler);
        } catch (ReflectiveOperationException incompatible) {
            LOG.log(System.Logger.Level.ERROR, "The content of unreadable rows may be logged", incompatible);
        }
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws ReflectiveOperationException {
        if (arguments == null || !(arguments[0] instanceof RuntimeException fault)) {
            return method.invoke(this, arguments);
        }
        String name = fault.getClass().getName();
        if (name.startsWith(PACKAGE) && !name.equals(PACKAGE + "DatabaseException")) {
            IllegalStateException rowless =
                    new IllegalStateException(fault.getClass().getSimpleName() + " of EclipseLink");
            rowless.setStackTrace(fault.getStackTrace());
            throw rowless;
        }
        throw fault;
    }
}
