package health.polaris.telemetry.contract;

import health.polaris.telemetry.local.DirectoryTree;
import health.polaris.telemetry.local.LocalFailure;
import health.polaris.telemetry.local.LocalServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.client.protocol.metadata.Servlet;
import org.jboss.arquillian.protocol.servlet5.ServletMethodExecutor;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.ArchivePath;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;

/**
 * The server of the tests, for Arquillian: started as an operator starts it, of whichever kind is chosen, and kept for the
 * next test class if that deploys the same files, because a start takes longer than the tests of a class do.
 */
public class DeployedServer implements DeployableContainer<DeployedServerConfiguration> {
    private static final int PORT = Integer.parseInt(System.getenv("SERVER_PORT"));

    /** Static, because Arquillian makes the object, and a test that reads the log must find it. */
    private static LocalServer server;

    private Set<ArchivePath> deployed = Set.of();

    /** What the server has written so far. */
    static List<String> output() {
        return server.output();
    }

    @Override
    public Class<DeployedServerConfiguration> getConfigurationClass() {
        return DeployedServerConfiguration.class;
    }

    @Override
    public ProtocolDescription getDefaultProtocol() {
        return new ProtocolDescription("Servlet 6.0");
    }

    @Override
    public ProtocolMetaData deploy(Archive<?> archive) throws DeploymentException {
        Set<ArchivePath> files = archive.getContent().keySet();
        if (server == null || !files.equals(deployed)) {
            stop();
            start(archive);
            deployed = files;
        }
        HTTPContext context = new HTTPContext("127.0.0.1", PORT);
        context.add(new Servlet(ServletMethodExecutor.ARQUILLIAN_SERVLET_NAME, ""));
        return new ProtocolMetaData().addContext(context);
    }

    /** Leaves the server as it is: whether it can stay depends on what the next test class deploys. */
    @Override
    public void undeploy(Archive<?> archive) {}

    /** After the last test class. */
    @Override
    public void stop() {
        if (server != null) {
            server.close();
            server = null;
        }
    }

    private void start(Archive<?> archive) throws DeploymentException {
        try {
            Path war = DirectoryTree.empty(Path.of("target/deployed").toAbsolutePath())
                    .resolve("telemetry.war");
            archive.as(ZipExporter.class).exportTo(war.toFile());
            server = LocalServer.start(Path.of("").toAbsolutePath(), war, PORT, System.getenv(), System.out::println);
            server.awaitRunning();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (LocalFailure failure) {
            stop();
            throw new DeploymentException(failure.getMessage(), failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new DeploymentException("the tests were stopped", stopped);
        }
    }
}
