package health.polaris.telemetry.search;

import health.polaris.telemetry.entity.RecordView;
import health.polaris.telemetry.meter.BloodGlucoseMeterFields;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** A key with the value true, which searches add to records that may be wrong. */
enum Mark {
    /** The date that the client sent is more than a day in the future. */
    IMPLAUSIBLE_DATE {
        @Override
        boolean applies(Searchable kind, RecordView<?> record) {
            return !kind.isPlausible(record);
        }
    },

    /** The value of a meter is probably in mg/dL. */
    UNIT_SUSPECT {
        @Override
        boolean applies(Searchable kind, RecordView<?> record) {
            return record.fields() instanceof BloodGlucoseMeterFields meter
                    && MeterReading.isUnitSuspect(meter.bloodGlucoseValue());
        }
    };

    abstract boolean applies(Searchable kind, RecordView<?> record);

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The marks that records of a kind may have. */
    static Stream<Mark> ofKind(Searchable kind) {
        return Arrays.stream(values()).filter(mark -> mark != UNIT_SUSPECT || kind.equals(Searchable.METER));
    }

    /** Adds the marks that apply to a record of one of these kinds. */
    static RecordView<?> marked(List<Searchable> kinds, RecordView<?> record) {
        Searchable kind = kinds.stream()
                .filter(one -> one.fields().isInstance(record.fields()))
                .findFirst()
                .orElseThrow();
        return record.with(ofKind(kind)
                .filter(mark -> mark.applies(kind, record))
                .map(Mark::key)
                .toList());
    }
}
