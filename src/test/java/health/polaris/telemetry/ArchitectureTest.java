package health.polaris.telemetry;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.CanBeAnnotated.Predicates.annotatedWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import health.polaris.telemetry.security.access.Allow;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.Embedded;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.MappedSuperclass;
import jakarta.ws.rs.HttpMethod;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The permitted dependencies of each package, and rules for services and operations. docs/architecture.md explains the
 * packages.
 */
@AnalyzeClasses(packages = "health.polaris.telemetry", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "health.polaris.telemetry";
    private static final int MAX_CLASSES = 15;

    /** Each package with the packages that it may use, separated by spaces. */
    private static final Map<String, String> MAY_USE = Map.ofEntries(
            Map.entry(
                    "fhir",
                    "fhir.type audit query paging security.access database http http.json http.problem settings"),
            Map.entry("fhir.type", ""),
            Map.entry(
                    "fhir.device",
                    "fhir fhir.type audit search query history installation meter entity paging security.access database http http.json http.problem settings"),
            Map.entry(
                    "fhir.audit",
                    "fhir fhir.type audit audit.search query paging security.access database http.problem settings"),
            Map.entry("fhir.capability", "fhir fhir.type security.token http.problem settings"),
            Map.entry(
                    "search",
                    "audit export history query installation meter entity paging security.access database http http.json http.problem"),
            Map.entry("search.find", "audit search query security.access database http http.problem"),
            Map.entry("export", "audit paging database http http.connection http.json http.problem settings"),
            Map.entry(
                    "analytics.usage",
                    "analytics.versions analytics search query security.access http http.problem settings"),
            Map.entry(
                    "analytics.versions",
                    "analytics audit search query entity paging progress security.access http http.json http.problem settings"),
            Map.entry(
                    "analytics.people",
                    "analytics audit search export query entity paging security.access http http.problem settings"),
            Map.entry("analytics.changes", "analytics search query security.access http http.problem settings"),
            Map.entry("analytics", "audit search query paging database http http.json http.problem"),
            Map.entry(
                    "subject",
                    "subject.erasure subject.everything subject.hold audit record security.access database http http.json http.problem"),
            Map.entry(
                    "subject.erasure",
                    "subject.hold audit export record entity paging security.access database http http.json http.problem"),
            Map.entry(
                    "subject.everything",
                    "subject.erasure subject.hold audit audit.search export query history installation meter entity paging security.access http http.json http.problem"),
            Map.entry("subject.hold", "audit entity security.access"),
            Map.entry("subject.retention", "audit query security.access database progress settings"),
            Map.entry("installation", "audit history record entity security.access http.json"),
            Map.entry("meter", "audit history record entity security.access http.json http.problem"),
            Map.entry("history", "audit record query entity paging database http http.json http.problem"),
            Map.entry("record", "query entity idempotency paging database http http.json http.problem settings"),
            Map.entry("query", "entity paging database"),
            Map.entry("entity", "security.access security.token database http.json"),
            Map.entry("audit", "entity paging security.access security.token database http http.json http.problem"),
            Map.entry("audit.search", "audit export query paging security.access database http"),
            Map.entry("idempotency", "http http.json http.problem"),
            Map.entry("paging", "database http http.problem"),
            Map.entry("operations", "audit security.access database progress http.problem settings"),
            Map.entry("operations.log", "http settings"),
            Map.entry("security.access", "security.token http http.connection http.problem settings"),
            Map.entry("security.token", "concurrent http http.problem settings"),
            Map.entry("database", "concurrent progress http.problem settings settings.environment"),
            Map.entry("console", "http settings"),
            Map.entry("apidoc", "settings"),
            Map.entry("http", "database http.json http.problem"),
            Map.entry("http.connection", "http.problem settings"),
            Map.entry("http.json", "http.problem settings"),
            Map.entry("http.problem", ""),
            Map.entry("settings.environment", "settings"),
            Map.entry("settings", ""),
            Map.entry("progress", ""),
            Map.entry("concurrent", ""));

    /** A package uses only the packages in its row. */
    @ArchTest
    static void packagesUseOnlyThoseBelowThem(JavaClasses classes) {
        MAY_USE.forEach((name, used) -> {
            String[] allowed = Stream.concat(
                            Stream.of(name), Arrays.stream(used.split(" ", -1)).filter(other -> !other.isEmpty()))
                    .map(ArchitectureTest::full)
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(full(name))
                    .should()
                    .dependOnClassesThat(resideInAPackage(ROOT + "..").and(resideOutsideOfPackages(allowed)))
                    .check(classes);
        });
    }

    /** Every package has a row, and no package has too many classes. */
    @ArchTest
    static void packagesAreKnownAndSmall(JavaClasses classes) {
        Map<String, List<JavaClass>> packages = classes.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .filter(type -> !type.isEquivalentTo(TelemetryApplication.class))
                .collect(groupingBy(JavaClass::getPackageName));

        assertThat(packages.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        MAY_USE.keySet().stream().map(ArchitectureTest::full).toList());
        assertThat(packages).allSatisfy((name, members) -> assertThat(members).hasSizeLessThanOrEqualTo(MAX_CLASSES));
    }

    @ArchTest
    static final ArchRule ONLY_SERVICES_USE_THE_ENTITY_MANAGER = noClasses()
            .that()
            .areNotAnnotatedWith(Stateless.class)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(EntityManager.class);

    @ArchTest
    static final ArchRule SERVICES_DO_NOT_USE_HTTP = noClasses()
            .that()
            .areAnnotatedWith(Stateless.class)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("jakarta.ws.rs..", "jakarta.servlet..");

    @ArchTest
    static final ArchRule EVERY_OPERATION_DECLARES_WHO_MAY_CALL_IT = methods()
            .that()
            .areMetaAnnotatedWith(HttpMethod.class)
            .should()
            .beAnnotatedWith(Allow.class)
            .orShould()
            .beDeclaredInClassesThat()
            .areAnnotatedWith(PermitAll.class);

    @ArchTest
    static final ArchRule NO_OPERATION_RETURNS_AN_ENTITY = methods()
            .that()
            .areMetaAnnotatedWith(HttpMethod.class)
            .should()
            .notHaveRawReturnType(annotatedWith(Entity.class));

    /** EclipseLink derives other names of columns in the locale of the JVM. Each kind names the column of the owner. */
    @ArchTest
    static final ArchRule EVERY_COLUMN_IS_NAMED = fields().that()
            .areDeclaredInClassesThat(annotatedWith(Entity.class)
                    .or(annotatedWith(MappedSuperclass.class))
                    .or(annotatedWith(Embeddable.class)))
            .and()
            .areNotStatic()
            .and()
            .doNotHaveName("ownerId")
            .and()
            .areNotAnnotatedWith(Embedded.class)
            .and()
            .areNotAnnotatedWith(EmbeddedId.class)
            .should()
            .beAnnotatedWith(Column.class);

    private static String full(String name) {
        return ROOT + "." + name;
    }
}
