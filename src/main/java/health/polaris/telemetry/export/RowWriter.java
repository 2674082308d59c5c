package health.polaris.telemetry.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.SequenceWriter;

/** Writes records that follow one another. */
final class RowWriter implements RecordWriter {
    private final SequenceWriter rows;
    private final OutputStream stream;
    private final String lineEnd;
    private final FailureLine failureLine;
    private boolean started;

    /**
     * Creates a writer.
     *
     * @param rows a writer that leaves the stream open
     * @param lineEnd the text after the last record, if there is one
     * @param failureLine the text after the last record of an incomplete export
     */
    RowWriter(SequenceWriter rows, OutputStream stream, String lineEnd, FailureLine failureLine) {
        this.rows = rows;
        this.stream = stream;
        this.lineEnd = lineEnd;
        this.failureLine = failureLine;
    }

    @Override
    public void write(Object record) {
        started = true;
        rows.write(record);
    }

    @Override
    public void end() throws IOException {
        finish(started ? lineEnd : "");
    }

    @Override
    public void fail(String message) throws IOException {
        finish(failureLine.of(message));
    }

    private void finish(String footer) throws IOException {
        rows.close();
        stream.write(footer.getBytes(StandardCharsets.UTF_8));
    }

    /** Formats the message of a failure as a line that is not a record. */
    interface FailureLine {
        String of(String message);
    }
}
