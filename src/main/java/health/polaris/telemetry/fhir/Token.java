package health.polaris.telemetry.fhir;

import java.util.Optional;

/**
 * The value of a token parameter, {@code [system|]value}.
 *
 * @param system empty: any system, or the empty text for values without a system
 */
public record Token(Optional<String> system, String value) {
    public static Token of(String text) {
        int bar = text.indexOf('|');
        return bar < 0
                ? new Token(Optional.empty(), text)
                : new Token(Optional.of(text.substring(0, bar)), text.substring(bar + 1));
    }

    /** Whether the system may be this one. */
    public boolean isOf(Optional<String> other) {
        return system.isEmpty() || system.get().equals(other.orElse(""));
    }

    /** Whether the token selects this code. */
    public boolean selects(String codeSystem, String code) {
        return isOf(Optional.of(codeSystem)) && value.equals(code);
    }
}
