package health.polaris.telemetry.record;

import health.polaris.telemetry.entity.OnCreate;
import health.polaris.telemetry.entity.OnUpdate;
import health.polaris.telemetry.entity.RecordView;
import health.polaris.telemetry.entity.TextRule;
import health.polaris.telemetry.http.json.Json;
import health.polaris.telemetry.http.json.JsonBody;
import health.polaris.telemetry.http.problem.ProblemException;
import health.polaris.telemetry.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorFactory;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import jakarta.validation.TraversableResolver;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import jakarta.validation.groups.Default;
import java.lang.annotation.ElementType;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.DeserializationProblemHandler;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/** Reads and validates the fields of a record from a request body. */
@ApplicationScoped
public class FieldsReader {
    private final JsonMapper strict = Json.MAPPER
            .rebuild()
            .addModule(new SimpleModule().setDeserializerModifier(new NoNulls()))
            .build();
    private final JsonMapper lenient =
            strict.rebuild().addHandler(new AuditKeyHandler()).build();

    @Inject
    Settings settings;

    private Validator validator;

    /**
     * Creates the validator. The default resolver would ask Jakarta Persistence whether each field is loaded, but
     * fields are never lazy.
     */
    @Inject
    void createValidator(ValidatorFactory factory) {
        int maxTextLength = settings.limits().textLength();
        validator = factory.usingContext()
                .traversableResolver(new EveryField())
                .constraintValidatorFactory(
                        new ValidatorFactoryWithSettings(factory.getConstraintValidatorFactory(), maxTextLength))
                .getValidator();
    }

    /** Reads the fields of a new record. Missing required fields and unknown keys are rejected. */
    public <F> F readNew(JsonBody body, Class<F> type) {
        JsonMapper mapper = settings.production() ? strict : lenient;
        return validated(body.read(mapper, type), OnCreate.class);
    }

    /** Reads the fields of a change. Null means a missing key; an explicit null is rejected. */
    public <F> F readChange(JsonBody body, Class<F> type) {
        return validated(body.read(strict, type), OnUpdate.class);
    }

    private <F> F validated(F fields, Class<?> group) {
        Set<ConstraintViolation<F>> violations = validator.validate(fields, Default.class, group);
        if (!violations.isEmpty()) {
            throw ProblemException.badRequest(violations.stream()
                    .map(violation ->
                            Json.name(violation.getPropertyPath().toString()) + ": " + violation.getMessage() + ".")
                    .sorted()
                    .collect(Collectors.joining(" ")));
        }
        return fields;
    }

    /** Ignores audit fields outside production, so that clients can send back what they received. */
    private static final class AuditKeyHandler extends DeserializationProblemHandler {
        @Override
        public boolean handleUnknownProperty(
                DeserializationContext context, JsonParser json, ValueDeserializer<?> reader, Object bean, String key) {
            if (RecordView.AUDIT.contains(key)) {
                json.skipChildren();
                return true;
            }
            return false;
        }
    }

    /** Passes the settings to {@link TextRule}, because Open Liberty cannot inject them into a validator. */
    private record ValidatorFactoryWithSettings(ConstraintValidatorFactory others, int maxTextLength)
            implements ConstraintValidatorFactory {
        @Override
        public <T extends ConstraintValidator<?, ?>> T getInstance(Class<T> rule) {
            return rule == TextRule.class ? rule.cast(new TextRule(maxTextLength)) : others.getInstance(rule);
        }

        @Override
        public void releaseInstance(ConstraintValidator<?, ?> rule) {
            if (!(rule instanceof TextRule)) {
                others.releaseInstance(rule);
            }
        }
    }

    private static final class EveryField implements TraversableResolver {
        @Override
        public boolean isReachable(Object bean, Path.Node field, Class<?> root, Path path, ElementType type) {
            return true;
        }

        @Override
        public boolean isCascadable(Object bean, Path.Node field, Class<?> root, Path path, ElementType type) {
            return true;
        }
    }
}
