package health.polaris.telemetry.subject.everything;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Starts and ends the parts of a file in their order, also those without records. */
final class PartSequence {
    private final Iterator<Part> rest;
    private final PartWriter writer;
    private Optional<Part> current = Optional.empty();

    PartSequence(List<Part> parts, PartWriter writer) {
        this.rest = parts.iterator();
        this.writer = writer;
    }

    /** Starts a part, after those before it. */
    void moveTo(Part part) throws IOException {
        while (!current.equals(Optional.of(part))) {
            moveOn();
        }
    }

    /** Ends the last part. */
    void end() throws IOException {
        while (rest.hasNext()) {
            moveOn();
        }
        endCurrent();
    }

    private void moveOn() throws IOException {
        endCurrent();
        Part next = rest.next();
        writer.start(next);
        current = Optional.of(next);
    }

    private void endCurrent() throws IOException {
        if (current.isPresent()) {
            writer.endPart();
        }
    }

    /** Writes the beginning and the end of a part. */
    interface PartWriter {
        void start(Part part) throws IOException;

        void endPart() throws IOException;
    }
}
