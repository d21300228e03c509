package io.aman.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.aman.local.demo.Api;
import io.aman.local.ops.LiveCheck;
import io.aman.local.stack.LocalStack;
import io.aman.local.stack.Ports;
import io.aman.local.tool.Toolbox;
import io.aman.local.watch.Dashboard;
import io.aman.local.watch.DashboardPages;
import io.aman.local.watch.Watch;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** A real Prometheus and a real Alertmanager beside the running stack. */
@Tag("process")
@ExtendWith(RunningStack.class)
class WatchE2E {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static @Nullable Watch running;

    @BeforeAll
    static void start(LocalStack stack) {
        var programs = Watch.Programs.find(new Toolbox(ROOT.resolve(".aman/tools"), System.getenv("PATH")));
        assumeThat(programs)
                .as("prometheus and prometheus-alertmanager, installed or of Debian's packages")
                .isPresent();
        var places = new Watch.Places(
                Ports.free(),
                Ports.free(),
                stack.ports().smtp(),
                stack.ports().notification(),
                stack.alertmanagerToken(),
                stack.ports().management());
        running = Watch.start(programs.orElseThrow(), ROOT.resolve("ops"), Path.of("target", "watch"), places);
    }

    @AfterAll
    static void stop() {
        if (running != null) {
            running.close();
        }
    }

    private static Watch watch() {
        if (running == null) {
            throw new IllegalStateException("nothing watches");
        }
        return running;
    }

    @Test
    void whatEveryRuleAndDashboardReadsIsShownByARunningStack(LocalStack stack) {
        somethingHappens(stack);
        watch().prometheus().awaitScrapes(stack.ports().management().size());

        var check = new LiveCheck(ROOT, watch().prometheus());
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(check.complaints()).isEmpty());
    }

    @Test
    void theDashboardsArePagesWithoutAGrafana(LocalStack stack) {
        somethingHappens(stack);
        watch().prometheus().awaitScrapes(stack.ports().management().size());

        var dashboards = Dashboard.all(ROOT);
        try (var pages = DashboardPages.serve(dashboards, watch().prometheus(), 0, Clock.systemUTC())) {
            var browser = Api.at(pages.address());
            assertThat(dashboards).allSatisfy(dashboard -> {
                var page = browser.get("/" + dashboard.uid());
                assertThat(page.status()).isEqualTo(200);
                assertThat(page.text())
                        .contains(dashboard.title())
                        .contains(dashboard.panels().stream()
                                .map(panel -> "<h2>%s</h2>".formatted(panel.title()))
                                .toList())
                        .contains("<polyline");
            });
            assertThat(browser.get("/aman-services").text()).contains("<p class=\"number\">5 ");
            assertThat(browser.get("/nothing").status()).isEqualTo(404);
        }
    }

    /** Much is shown from the first time on that there is something to count; who came before is nobody's matter here. */
    private static void somethingHappens(LocalStack stack) {
        var customer = Customer.registered(stack, "watched", "en");
        var order = new Order("watched", Provider.STRIPE, 1_000, List.of(1_000L), List.of());
        var payment = customer.create("watched-create", order).field("id");
        customer.confirm("watched-confirm", payment, Provider.STRIPE);
        assertThat(customer.capture("watched-capture", payment).status()).isEqualTo(200);
        assertThat(customer.api().post("/api/auth/logout").status()).isLessThan(300);
    }

    @Test
    void anAlertIsMailedToOperatorsOnceWhileItLastsAndOnceWhenItIsOver(LocalStack stack) {
        var summary = "tried by " + UUID.randomUUID();
        var start = Instant.now();

        tell(summary, start, start.plusSeconds(600));
        awaitMails(stack, stack.operator(), summary, 1);
        awaitMails(stack, "on-call@aman.local", summary, 1);
        tell(summary, start, start.plusSeconds(601));

        tell(summary, start, Instant.now());
        awaitMails(stack, stack.operator(), summary, 2);
        assertThat(mails(stack, stack.operator(), summary))
                .satisfiesExactly(
                        over -> assertThat(over).contains("It is over"),
                        lasts -> assertThat(lasts).contains("It lasts"));
    }

    private static void tell(String summary, Instant start, Instant end) {
        watch().alertmanager().tell("""
                [{"labels": {"alertname": "ServiceDown", "severity": "page", "service": "%s"},
                  "annotations": {"summary": "%s"}, "startsAt": "%s", "endsAt": "%s"}]
                """.formatted(summary, summary, start, end));
    }

    private static void awaitMails(LocalStack stack, String to, String summary, int count) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(mails(stack, to, summary)).hasSize(count));
    }

    /** The newest first. */
    private static List<String> mails(LocalStack stack, String to, String summary) {
        return Api.at(stack.ports().mailUri())
                .get("/api/mails?to=" + to)
                .elements()
                .map(JsonNode::toString)
                .filter(mail -> mail.contains(summary))
                .toList();
    }
}
