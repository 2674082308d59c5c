package health.polaris.telemetry.entity;

import health.polaris.telemetry.database.StorableText;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;

/** Validates {@link Text}. */
public class TextRule implements ConstraintValidator<Text, String> {
    private final int maxOfAllTexts;
    private int max;

    /**
     * Creates a validator.
     *
     * @param maxOfAllTexts the maximum number of characters of any text
     */
    public TextRule(int maxOfAllTexts) {
        this.maxOfAllTexts = maxOfAllTexts;
    }

    @Override
    public void initialize(Text text) {
        max = Math.min(text.max(), maxOfAllTexts);
    }

    @Override
    public boolean isValid(String value, ConstraintValidatorContext context) {
        if (value == null) {
            return true;
        }
        if (value.codePointCount(0, value.length()) > max) {
            context.disableDefaultConstraintViolation();
            context.buildConstraintViolationWithTemplate("must have at most " + max + " characters")
                    .addConstraintViolation();
            return false;
        }
        return StorableText.isStorable(value);
    }
}
