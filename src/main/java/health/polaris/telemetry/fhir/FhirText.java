package health.polaris.telemetry.fhir;

import java.util.regex.Pattern;

/** Texts as FHIR permits them: not empty, without control characters, without white space at their ends. */
public final class FhirText {
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}]+");

    private FhirText() {}

    /** Returns null, which is not serialized, for null and for text without visible characters. */
    public static String of(String text) {
        String clean = text == null ? "" : CONTROL.matcher(text).replaceAll(" ").strip();
        return clean.isEmpty() ? null : clean;
    }
}
