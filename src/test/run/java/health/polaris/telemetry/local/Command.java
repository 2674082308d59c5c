package health.polaris.telemetry.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * An operating system command whose output is appended to a log file.
 *
 * @param words the program and its arguments
 * @param log the log file
 */
record Command(List<String> words, Path log) {
    private static final int MINUTES_TO_END = 3;

    Command(Path log, Path program, String... arguments) {
        this(Stream.concat(Stream.of(program.toString()), Stream.of(arguments)).toList(), log);
    }

    /** The same command with a prefix. */
    Command after(List<String> prefix) {
        return new Command(Stream.concat(prefix.stream(), words.stream()).toList(), log);
    }

    /**
     * Runs the command to its end. Returns false if the program is missing, fails or exceeds the time-out; the log has
     * the reason.
     */
    boolean succeeds() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            Process process = builder.start();
            if (!process.waitFor(MINUTES_TO_END, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                note(words + " did not end");
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException missing) {
            note(missing.getMessage());
            return false;
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted: " + words, interruption);
        }
    }

    private void note(String line) throws IOException {
        Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
