package io.aman.local.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.local.ops.Check.Failed;
import io.aman.local.ops.Check.Passed;
import io.aman.local.ops.Check.Skipped;
import io.aman.local.ops.PropertyRecords.Group;
import io.aman.local.ops.PropertyRecords.Property;
import io.aman.local.ops.ReleasedProperties.Released;
import io.aman.local.tool.Tool;
import io.aman.local.tool.Toolbox;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

/** {@code ./aman ops check} on this checkout: what cannot be looked at on this machine is skipped, by name. */
class OpsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Schemas SCHEMAS = Schemas.in(ROOT.resolve("ops/schemas"));

    @TestFactory
    @Tag("process")
    List<DynamicTest> whatIsDeployedPasses() {
        return new Ops(ROOT, new Toolbox(ROOT.resolve(".aman/tools"), System.getenv("PATH")))
                .checks().stream()
                        .map(check -> DynamicTest.dynamicTest(check.name(), () -> {
                            switch (check.run()) {
                                case Passed _ -> {}
                                case Skipped skipped -> throw new TestAbortedException(skipped.reason());
                                case Failed failed ->
                                    assertThat(failed.complaints()).isEmpty();
                            }
                        }))
                        .toList();
    }

    @Test
    void withoutProgramsOfOthersWhatNeedsThemIsSkippedByName(@TempDir Path empty) {
        var out = new ByteArrayOutputStream();

        var good = new Ops(ROOT, new Toolbox(empty, "")).check(new PrintStream(out, true, StandardCharsets.UTF_8));

        assertThat(good).isTrue();
        assertThat(out.toString(StandardCharsets.UTF_8).lines().filter(line -> line.startsWith("skipped")))
                .hasSize(7)
                .anyMatch(line -> line.contains("k8s/overlays/production") && line.contains("kubectl"))
                .anyMatch(line -> line.contains("promtool rules"));
    }

    @Test
    void anUnknownFieldOfAnObjectIsAnError() {
        var typo = Rendered.of("typo", """
                apiVersion: v1
                kind: Service
                metadata: {name: gateway}
                spec: {port: [{port: 1}]}
                """);

        assertThat(OverlayCheck.check(typo, SCHEMAS))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.complaints())
                                .anyMatch(complaint -> complaint.contains("Service/gateway")
                                        && complaint.contains("no field 'port'")));
    }

    @Test
    void anObjectOfAnUnknownKindIsAnError() {
        var unknown = Rendered.of("unknown", "{apiVersion: v2, kind: Service, metadata: {name: a}, spec: {}}");

        assertThat(OverlayCheck.check(unknown, SCHEMAS))
                .isInstanceOfSatisfying(
                        Failed.class,
                        failed -> assertThat(failed.complaints()).anyMatch(line -> line.contains("no schema")));
    }

    @Test
    void aContainerOfComposeHasABoundAVersionAndNothingOpen() {
        var careless = Yaml.documents("""
                services:
                  db:
                    image: mongo
                    ports: ["27017:27017"]
                    environment: {MONGO_PASSWORD: x}
                    depends_on: {nobody: {condition: service_started}}
                """).getFirst();

        assertThat(new ComposeCheck(ROOT, SCHEMAS).complaints(careless))
                .contains(
                        "db: has no mem_limit",
                        "db: has no healthcheck",
                        "db: the image mongo says no version",
                        "db: MONGO_PASSWORD is a secret in the environment",
                        "db: waits for nobody, which is not there")
                .anyMatch(complaint -> complaint.contains("publishes"));
    }

    @Test
    void metricsAreReadOutOfAnExpression() {
        assertThat(Expressions.metrics("""
                        sum by (service, le) (rate(http_server_requests_seconds_bucket{uri!~"/a{1}", le="0.5"}[5m]))
                          / ignoring(status) group_left() aman:requests:rate5m > bool 0.01 and on(service) up == 1
                        """))
                .containsExactlyInAnyOrder("http_server_requests_seconds_bucket", "aman:requests:rate5m", "up");
    }

    @Test
    void aPropertyThatNobodyReadsIsNamed() {
        var document = Yaml.documents("""
                gateway: {max-body: 1MB, max-boddy: 1MB, trusted-proxies: [10.0.0.0/8]}
                payment: {returns: {shop: "https://shop.example/"}}
                server: {port: 1}
                """).getFirst();

        assertThat(PropertyCheck.unknown(
                        document, Set.of("gateway.max-body", "gateway.trusted-proxies", "payment.returns.<name>")))
                .containsExactly("gateway.max-boddy");
    }

    @Test
    void aPropertyThatAGuideTellsOfAndNobodyReadsIsNamed() {
        var guide = """
                Set `session.recovery.wait` (24 hours) or `session.mfa.code.email=false`; `payment.provider.<name>.base-url`,
                `session.mfa.code` and `session.mfa.code.*` are groups, `payment.captured.v1` is an event and
                `payment.admin` a permission.
                """;

        assertThat(GuideCheck.unknown(
                        guide,
                        Set.of(
                                "session.recovery.waiting",
                                "session.mfa.code.email",
                                "payment.provider.stripe.base-url",
                                "payment.returns.<name>")))
                .containsExactly("session.recovery.wait");
    }

    @Test
    void aConfigurationOfTheLastReleaseStillStarts() {
        var released = List.of(
                new Released("gateway.max-body", "size", false),
                new Released("gateway.limit", "number", false),
                new Released("gateway.gone", "text", false));
        var today = List.of(
                group(
                        "gateway",
                        property("gateway.max-body", "size", "`1MB`"),
                        property("gateway.limit", "duration", "`1s`"),
                        property("gateway.name", "text", ReleasedProperties.REQUIRED)),
                group("gateway.brand-new", property("gateway.brand-new.key", "secret", ReleasedProperties.REQUIRED)));

        assertThat(ReleasedProperties.complaints(released, today, Set.of()))
                .containsExactly(
                        "gateway.limit was released as number and is duration",
                        "gateway.gone was released, and nobody reads it any more",
                        "gateway.name is required, and no released configuration has to have it");
    }

    private static Group group(String prefix, Property... properties) {
        return new Group(prefix, "", List.of(properties));
    }

    private static Property property(String name, String type, String value) {
        return new Property(name, type, value, "");
    }

    @Test
    void propertiesAreReadOutOfTheRecords() {
        assertThat(ConfigurationReference.of(ROOT))
                .contains("| `gateway.max-body` | size | `256KB` | the largest request body, declared or streamed |")
                .contains("| `gateway.services.payment` | list of address | `http://127.0.0.1:8081` |")
                .contains("| `payment.provider.stripe.api-key` | secret | *required* |")
                .contains("| `payment.returns.<name>` |")
                .contains("| `aman.topics.replicas` | number | `1` |");
    }

    @Test
    void aProgramThatIsNotThereIsNotFound() {
        assertThat(Tool.find("no-such-program", System.getenv("PATH"))).isEqualTo(Optional.empty());
    }
}
