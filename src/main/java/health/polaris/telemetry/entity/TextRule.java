package health.polaris.telemetry.entity;

import health.polaris.telemetry.database.StorableText;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;

/** Decides {@link Text}. */
public class TextRule implements ConstraintValidator<Text, String> {
    private final int longest;
    private int max;

    /** No text may have more than so many characters, whatever the field allows. */
    public TextRule(int longest) {
        this.longest = longest;
    }

    @Override
    public void initialize(Text text) {
        max = Math.min(text.max(), longest);
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
