package health.polaris.telemetry.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import health.polaris.telemetry.local.DirectoryTree;
import health.polaris.telemetry.local.LocalFailure;
import health.polaris.telemetry.local.LocalServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
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
 * Arquillian container that starts the selected server like an operator. Test classes with the same deployment share a
 * server, because starting one takes longer than most test classes.
 */
public class DeployedServer implements DeployableContainer<DeployedServerConfiguration> {
    private static final int PORT = Integer.parseInt(System.getenv("SERVER_PORT"));

    /** Static, because Arquillian creates this object, and tests read the log. */
    private static LocalServer server;

    private Set<ArchivePath> deployed = Set.of();

    /** The output of the server so far. */
    static List<String> output() {
        return server.output();
    }

    /** The content of the log files that the server has written besides its output. */
    static List<String> files() throws IOException {
        List<String> contents = new ArrayList<>();
        for (String kind : List.of("openliberty", "payara")) {
            Path files = Path.of("target", kind, "at-" + PORT);
            if (Files.exists(files)) {
                try (Stream<Path> logs =
                        Files.walk(files).filter(file -> file.toString().endsWith(".log"))) {
                    for (Path log : logs.toList()) {
                        contents.add(Files.readString(log, ISO_8859_1));
                    }
                }
            }
        }
        return contents;
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

    /** Keeps the server; the next deployment decides whether it can be reused. */
    @Override
    public void undeploy(Archive<?> archive) {}

    /** Called after the last test class. */
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
