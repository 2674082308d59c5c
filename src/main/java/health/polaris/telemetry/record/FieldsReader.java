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

/** Reads a body as the fields of a record kind, against the one declaration of these fields. */
@ApplicationScoped
public class FieldsReader {
    private final JsonMapper strict = Json.MAPPER
            .rebuild()
            .addModule(new SimpleModule().setDeserializerModifier(new NoNulls()))
            .build();
    private final JsonMapper forgiving =
            strict.rebuild().addHandler(new AuditKeys()).build();

    @Inject
    Settings settings;

    private Validator validator;

    /** Fields are never entities, so that Jakarta Persistence need not be asked what of them is loaded. */
    @Inject
    void useValidatorOf(ValidatorFactory factory) {
        int longest = settings.limits().textLength();
        validator = factory.usingContext()
                .traversableResolver(new EveryField())
                .constraintValidatorFactory(new Rules(factory.getConstraintValidatorFactory(), longest))
                .getValidator();
    }

    /** The fields of a new record: all that are required, none that is unknown. */
    public <F> F ofNew(JsonBody body, Class<F> kind) {
        JsonMapper mapper = settings.production() ? strict : forgiving;
        return valid(body.read(mapper, kind), OnCreate.class);
    }

    /** The fields to change: null in the answer stands for "left out", which null in a body does not. */
    public <F> F ofChange(JsonBody body, Class<F> kind) {
        return valid(body.read(strict, kind), OnUpdate.class);
    }

    private <F> F valid(F fields, Class<?> occasion) {
        Set<ConstraintViolation<F>> violations = validator.validate(fields, Default.class, occasion);
        if (!violations.isEmpty()) {
            throw ProblemException.badRequest(violations.stream()
                    .map(fault -> Json.name(fault.getPropertyPath().toString()) + ": " + fault.getMessage() + ".")
                    .sorted()
                    .collect(Collectors.joining(" ")));
        }
        return fields;
    }

    /** What a client may send back to us outside production, because we sent it, and what is then ignored. */
    private static final class AuditKeys extends DeserializationProblemHandler {
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

    /** Open Liberty cannot inject the settings into a rule. */
    private record Rules(ConstraintValidatorFactory others, int longestText) implements ConstraintValidatorFactory {
        @Override
        public <T extends ConstraintValidator<?, ?>> T getInstance(Class<T> rule) {
            return rule == TextRule.class ? rule.cast(new TextRule(longestText)) : others.getInstance(rule);
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
