package health.polaris.telemetry.contract;

import fish.payara.arquillian.container.payara.managed.PayaraMicroDeployableContainer;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.container.LifecycleException;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.ArchivePath;

/**
 * Payara Micro for the tests, kept for the next test class if that deploys the same files: a start takes longer than the
 * tests of a class do.
 */
public class SharedServer extends PayaraMicroDeployableContainer {
    private static final int SECONDS_TO_STOP = 30;

    private Archive<?> deployed;
    private ProtocolMetaData address;
    private Set<ProcessHandle> processes = Set.of();

    @Override
    public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
        if (address == null || !files(archive).equals(files(deployed))) {
            end();
            start(archive);
        }
        return address;
    }

    /** Leaves the server as it is: whether it can stay depends on what the next test class deploys. */
    @Override
    public void undeploy(Archive<?> archive) {}

    /** After the last test class. */
    @Override
    public void stop() throws LifecycleException {
        try {
            end();
        } catch (DeploymentException e) {
            throw new LifecycleException("The server did not stop", e);
        }
    }

    private void start(Archive<?> archive) throws DeploymentException {
        Set<ProcessHandle> others = children();
        try {
            deployed = archive;
            address = withApplication(super.deploy(archive));
        } finally {
            processes = children();
            processes.removeAll(others);
        }
    }

    /** Payara stays up without an application that failed, and the adapter does not mind. */
    private static ProtocolMetaData withApplication(ProtocolMetaData server) throws DeploymentException {
        if (server.getContexts(HTTPContext.class).stream()
                .allMatch(context -> context.getServlets().isEmpty())) {
            throw new DeploymentException("The application did not start: see the server's output above");
        }
        return server;
    }

    /** Waits for the end of the process, which the adapter does not: the next server needs the port. */
    private void end() throws DeploymentException {
        if (!processes.isEmpty()) {
            super.undeploy(deployed);
            processes.forEach(process -> process.onExit()
                    .completeOnTimeout(process, SECONDS_TO_STOP, TimeUnit.SECONDS)
                    .thenAccept(ProcessHandle::destroyForcibly)
                    .join());
            processes = Set.of();
        }
        address = null;
    }

    private static Set<ArchivePath> files(Archive<?> archive) {
        return archive.getContent().keySet();
    }

    private static Set<ProcessHandle> children() {
        return ProcessHandle.current().children().collect(Collectors.toSet());
    }
}
