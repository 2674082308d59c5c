package health.polaris.telemetry.http.connection;

import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The connection of a request on Payara. Jakarta Servlet gives no access to it, and the application must run without Payara;
 * hence reflection.
 */
final class GrizzlyConnection {
    private static final System.Logger LOG = System.getLogger(GrizzlyConnection.class.getName());
    private static final List<String> GETTERS = List.of("getUnwrappedCoyoteRequest", "getCoyoteRequest", "getContext");
    private static final long MAX_CLOSE_SECONDS = 5;

    private final Object connection;
    private final Iterable<?> filters;

    private GrizzlyConnection(Object connection, Iterable<?> filters) {
        this.connection = connection;
        this.filters = filters;
    }

    /** Returns the connection of a request. Empty on other servers. */
    static Optional<GrizzlyConnection> of(ServletRequest request) {
        Object current = request;
        while (current instanceof ServletRequestWrapper wrapper) {
            current = wrapper.getRequest();
        }
        if (!current.getClass().getName().startsWith("org.apache.catalina.")) {
            return Optional.empty();
        }
        try {
            for (String getter : GETTERS) {
                current = call(current, getter);
            }
            return Optional.of(new GrizzlyConnection(
                    call(current, "getConnection"), (Iterable<?>) call(current, "getFilterChain")));
        } catch (ReflectiveOperationException incompatible) {
            logIncompatible(incompatible);
            return Optional.empty();
        }
    }

    /** The filters of Grizzly that process the bytes of this connection. All connections of a port share them. */
    Iterable<?> filters() {
        return filters;
    }

    /** Whether the client or the server has closed the connection, as far as reads and writes have shown. */
    boolean isClosed() {
        try {
            return !(boolean) call(connection, "isOpen");
        } catch (ReflectiveOperationException incompatible) {
            logIncompatible(incompatible);
            return false;
        }
    }

    /** Closes the connection after its output is written, or by force after a time-out. */
    void close() {
        try {
            Future<?> closed = (Future<?>) call(connection, "close");
            if (!isDone(closed)) {
                // Grizzly would keep the remaining output until the client disconnects
                call(connection, "terminateSilently");
            }
        } catch (ReflectiveOperationException incompatible) {
            logIncompatible(incompatible);
        }
    }

    private static void logIncompatible(ReflectiveOperationException incompatible) {
        LOG.log(System.Logger.Level.ERROR, "A connection cannot be closed with this version of Payara", incompatible);
    }

    private static boolean isDone(Future<?> closed) {
        try {
            closed.get(MAX_CLOSE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException | ExecutionException open) {
            return false;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Object call(Object target, String method) throws ReflectiveOperationException {
        return target.getClass().getMethod(method).invoke(target);
    }
}
