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
 * The connection of a request on Payara. It is found by reflection, because the application must run without Payara, and because no
 * interface of Jakarta Servlet leads to it.
 */
final class GrizzlyConnection {
    private static final System.Logger LOG = System.getLogger(GrizzlyConnection.class.getName());
    private static final List<String> GETTERS =
            List.of("getUnwrappedCoyoteRequest", "getCoyoteRequest", "getContext", "getConnection");
    private static final long LONGEST_CLOSE_SECONDS = 5;

    private final Object connection;

    private GrizzlyConnection(Object connection) {
        this.connection = connection;
    }

    /** The connection; empty on another server. */
    static Optional<GrizzlyConnection> of(ServletRequest request) {
        Object found = request;
        while (found instanceof ServletRequestWrapper wrapper) {
            found = wrapper.getRequest();
        }
        if (!found.getClass().getName().startsWith("org.apache.catalina.")) {
            return Optional.empty();
        }
        try {
            for (String getter : GETTERS) {
                found = call(found, getter);
            }
            return Optional.of(new GrizzlyConnection(found));
        } catch (ReflectiveOperationException changed) {
            LOG.log(System.Logger.Level.ERROR, "This version of Payara does not let a connection be closed", changed);
            return Optional.empty();
        }
    }

    /** Closes the connection when the client has taken what was written, or else after a while. */
    void close() {
        try {
            Future<?> closed = (Future<?>) call(connection, "close");
            if (!isDone(closed)) {
                // Grizzly would keep what is left to write for as long as the client stays
                call(connection, "terminateSilently");
            }
        } catch (ReflectiveOperationException changed) {
            LOG.log(System.Logger.Level.ERROR, "This version of Payara does not let a connection be closed", changed);
        }
    }

    private static boolean isDone(Future<?> closed) {
        try {
            closed.get(LONGEST_CLOSE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException | ExecutionException open) {
            return false;
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Object call(Object on, String method) throws ReflectiveOperationException {
        return on.getClass().getMethod(method).invoke(on);
    }
}
