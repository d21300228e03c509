package io.aman.testing;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.DynamicTest;
import org.springframework.modulith.core.ApplicationModules;

/**
 * The rules of the house that the compiler does not know, as tests for a {@code @TestFactory}.
 *
 * <p>Each has a fixture beside this module's tests that breaks it, so that no rule guards an empty room.
 */
public final class ArchitectureRules {

    /** Who may know web, MongoDB and Kafka; a filter belongs to the web as a controller does. */
    private static final Pattern EDGE =
            Pattern.compile("Mongo\\w+|\\w+(Controller|Problems|Listener|Configuration|Client|Filter)");

    private static final String[] TECHNOLOGY = {
        "org.springframework.web..",
        "org.springframework.http..",
        "jakarta.servlet..",
        "org.springframework.data.mongodb..",
        "com.mongodb..",
        "org.bson..",
        "org.springframework.kafka..",
        "org.apache.kafka.."
    };

    private static final Set<String> INJECTING = Set.of("Autowired", "Value", "Inject", "Resource");

    private ArchitectureRules() {}

    /** Every rule for a service, {@code application} being its main class. */
    public static Stream<DynamicTest> ofService(Class<?> application) {
        var basePackage = application.getPackageName();
        var rules = Stream.concat(everywhere().stream(), inServices(basePackage).stream());
        return Stream.concat(
                tests(basePackage, rules),
                Stream.of(dynamicTest(
                        "features have no cycles and keep their insides",
                        () -> ApplicationModules.of(application).verify())));
    }

    /** The rules that hold in modules that are no service. */
    public static Stream<DynamicTest> ofModule(String basePackage) {
        return tests(basePackage, everywhere().stream());
    }

    private static Stream<DynamicTest> tests(String basePackage, Stream<ArchRule> rules) {
        var imported = new ClassFileImporter(List.of(new ImportOption.DoNotIncludeTests())).importPackages(basePackage);
        if (imported.isEmpty()) {
            throw new IllegalArgumentException("no class in " + basePackage);
        }
        return rules.map(rule -> dynamicTest(rule.getDescription(), () -> rule.check(imported)));
    }

    static List<ArchRule> everywhere() {
        return List.of(
                packagesAreNullMarked(),
                nothingIsInjectedIntoFields(),
                configurationIsHidden(),
                timeIsAClock(),
                names());
    }

    static List<ArchRule> inServices(String basePackage) {
        return List.of(technologyStaysAtTheEdge(), servicesStandAlone(basePackage));
    }

    /** The same rules for classes that were imported already. */
    static Stream<String> broken(JavaClasses imported, List<ArchRule> rules) {
        return rules.stream()
                .filter(rule -> rule.evaluate(imported).hasViolation())
                .map(ArchRule::getDescription);
    }

    private static ArchRule technologyStaysAtTheEdge() {
        return noClasses()
                .that(describe(
                        "are not named as an edge",
                        type -> !EDGE.matcher(topLevelName(type)).matches()))
                .should()
                .dependOnClassesThat(resideInAnyPackage(TECHNOLOGY))
                .as("web, MongoDB and Kafka are known at the edge only")
                .allowEmptyShould(true);
    }

    private static ArchRule servicesStandAlone(String basePackage) {
        var ours = List.of(basePackage + "..", "io.aman.events..", "io.aman.platform..")
                .toArray(String[]::new);
        return noClasses()
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.aman..").and(resideOutsideOfPackages(ours)))
                .as("a service knows itself, the event contracts and the platform")
                .allowEmptyShould(true);
    }

    private static ArchRule packagesAreNullMarked() {
        return classes()
                .should(new ArchCondition<JavaClass>("live in a @NullMarked package") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        var marked = type.getPackage()
                                .tryGetPackageInfo()
                                .filter(info -> info.isAnnotatedWith(NullMarked.class));
                        if (marked.isEmpty()) {
                            events.add(SimpleConditionEvent.violated(type, type.getPackageName() + " is not"));
                        }
                    }
                })
                .as("every package is @NullMarked");
    }

    private static ArchRule nothingIsInjectedIntoFields() {
        return fields().should(new ArchCondition<JavaField>("not be injected") {
                    @Override
                    public void check(JavaField field, ConditionEvents events) {
                        field.getAnnotations().stream()
                                .filter(annotation -> INJECTING.contains(
                                        annotation.getRawType().getSimpleName()))
                                .forEach(_ -> events.add(
                                        SimpleConditionEvent.violated(field, field.getFullName() + " is injected")));
                    }
                })
                .as("nothing is injected into fields")
                .allowEmptyShould(true);
    }

    private static ArchRule configurationIsHidden() {
        return noClasses()
                .that()
                .haveSimpleNameEndingWith("Configuration")
                .should()
                .bePublic()
                .as("configuration classes are not public")
                .allowEmptyShould(true);
    }

    private static ArchRule timeIsAClock() {
        return noClasses()
                .should()
                .accessTargetWhere(describe("read the system's time", ArchitectureRules::readsSystemTime))
                .as("the time comes from a Clock");
    }

    private static boolean readsSystemTime(JavaAccess<?> access) {
        var owner = access.getTargetOwner();
        var name = access.getTarget().getName();
        return switch (name) {
            case "now" -> owner.getPackageName().equals("java.time") && !takesClock(access);
            case "currentTimeMillis" -> owner.isEquivalentTo(System.class);
            case "<init>" ->
                owner.isEquivalentTo(Date.class)
                        && access.getTarget().getFullName().endsWith("()");
            default -> false;
        };
    }

    private static boolean takesClock(JavaAccess<?> access) {
        return access.getTarget().getFullName().contains(Clock.class.getName());
    }

    private static ArchRule names() {
        return noClasses()
                .should()
                .haveNameMatching(".*(Impl|Utils?|Helper|Manager)")
                .as("a name says what a thing is, not Impl, Utils, Helper or Manager");
    }

    private static String topLevelName(JavaClass type) {
        var name = type.getName().substring(type.getPackageName().length() + 1);
        var nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }
}
