package health.polaris.telemetry.database;

import org.eclipse.persistence.exceptions.DatabaseException;
import org.eclipse.persistence.exceptions.EclipseLinkException;
import org.eclipse.persistence.exceptions.ExceptionHandler;

/**
 * Replaces exceptions of EclipseLink about a row, because their messages contain the row: the servers and the service log
 * messages. Those of the database do not contain it.
 */
class RowlessExceptions implements ExceptionHandler {
    @Override
    public Object handleException(RuntimeException fault) {
        if (fault instanceof EclipseLinkException about && !(fault instanceof DatabaseException)) {
            IllegalStateException rowless = new IllegalStateException(
                    about.getClass().getSimpleName() + " " + about.getErrorCode() + " of EclipseLink");
            rowless.setStackTrace(about.getStackTrace());
            throw rowless;
        }
        throw fault;
    }
}
