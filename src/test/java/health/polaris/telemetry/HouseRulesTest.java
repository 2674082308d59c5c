package health.polaris.telemetry;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import health.polaris.telemetry.security.Allow;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.ws.rs.HttpMethod;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The rooms of the house, which of them may know which, who may touch the database, and what every operation must say. */
@AnalyzeClasses(packages = "health.polaris.telemetry", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {
    private static final String HOUSE = "health.polaris.telemetry.";

    /** For each room the others it may know. Nothing but itself may be known that is not named here. */
    private static final Map<String, List<String>> MAY_KNOW = Map.of(
            "fleet", List.of("installation", "meter", "record", "security", "http", "settings"),
            "installation", List.of("record", "security", "http"),
            "meter", List.of("record", "security", "http"),
            "record", List.of("security", "http", "settings"),
            "security", List.of("settings", "http"),
            "http", List.of("settings"),
            "schema", List.of("settings"),
            "monitoring", List.of("schema", "settings"),
            "console", List.of("http", "settings"),
            "settings", List.of());

    /** Each room knows only those it may know. */
    @ArchTest
    static void arrowsPointOneWay(JavaClasses house) {
        MAY_KNOW.forEach((room, others) -> {
            String[] known = Stream.concat(Stream.of(room), others.stream())
                    .map(name -> HOUSE + name + "..")
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(HOUSE + room + "..")
                    .should()
                    .dependOnClassesThat(resideInAPackage(HOUSE + ".").and(not(resideInAnyPackage(known))))
                    .check(house);
        });
    }

    /** Every class lives in a room, so that no arrow can be drawn past the table. */
    @ArchTest
    static final ArchRule EVERY_CLASS_HAS_A_ROOM = classes()
            .that()
            .doNotBelongToAnyOf(TelemetryApplication.class)
            .should()
            .resideInAnyPackage(
                    MAY_KNOW.keySet().stream().map(room -> HOUSE + room + "..").toArray(String[]::new));

    @ArchTest
    static final ArchRule ONLY_SERVICES_TOUCH_THE_DATABASE = noClasses()
            .that()
            .areNotAnnotatedWith(Stateless.class)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(EntityManager.class);

    @ArchTest
    static final ArchRule SERVICES_KNOW_NO_HTTP = noClasses()
            .that()
            .areAnnotatedWith(Stateless.class)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.ws.rs..", "jakarta.servlet..");

    /** Nobody may forget to say who may call an operation. */
    @ArchTest
    static final ArchRule EVERY_OPERATION_SAYS_WHO_MAY_CALL_IT = methods()
            .that()
            .areMetaAnnotatedWith(HttpMethod.class)
            .should()
            .beAnnotatedWith(Allow.class)
            .orShould()
            .beDeclaredInClassesThat()
            .areAnnotatedWith(PermitAll.class);

    /** Entities are never written to the wire. */
    @ArchTest
    static final ArchRule NO_OPERATION_ANSWERS_AN_ENTITY = methods()
            .that()
            .areMetaAnnotatedWith(HttpMethod.class)
            .should()
            .notHaveRawReturnType(annotatedWith(Entity.class));
}
