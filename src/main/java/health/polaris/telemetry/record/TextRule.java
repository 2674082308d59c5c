package health.polaris.telemetry.record;

import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;

/** Decides {@link Text}. */
public class TextRule implements ConstraintValidator<Text, String> {
    private int max;

    @Override
    public void initialize(Text text) {
        max = text.max();
    }

    @Override
    public boolean isValid(String value, ConstraintValidatorContext context) {
        return value == null
                || (value.codePointCount(0, value.length()) <= max
                        && value.codePoints().noneMatch(point -> point == 0 || isSurrogate(point)));
    }

    private static boolean isSurrogate(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }
}
