package io.aman.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.platform.Ids;
import io.aman.testing.DocumentedApi;
import io.aman.testing.TestTokens;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.health.contributor.HealthContributors;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** The inbox over HTTP, and what operators see. */
class NotificationApiTest extends WholeService {

    @Test
    void everyOperationIsDocumentedWithASummaryAndItsRefusals(
            @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping controllers) {
        assertThat(DocumentedApi.of(port, controllers).flaws()).isEmpty();
    }

    @Test
    void anEntryIsReadOnceAndOnlyByItsOwner() {
        register("en");
        capture();
        awaitMails(1);
        var id = firstId();

        client.post()
                .uri("/api/notifications/{id}/read", id)
                .header("Authorization", TestTokens.bearer(Ids.random("usr_")))
                .exchange()
                .expectStatus()
                .isNotFound()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("NOTIFICATION_NOT_FOUND");
        assertUnread(1);

        for (int i = 0; i < 2; i++) {
            post("/api/notifications/" + id + "/read").expectStatus().isNoContent();
            assertUnread(0);
        }
        get("/api/notifications").expectBody().jsonPath("$.items[0].read").isEqualTo(true);
        post("/api/notifications/ntf_unknown/read").expectStatus().isNotFound();
    }

    @Test
    void anInboxIsReadPageByPage() {
        register("en");
        Stream.generate(this::capture).limit(3).forEach(_ -> {});
        awaitMails(3);

        var cursor = new String[1];
        get("/api/notifications?limit=2")
                .expectBody()
                .jsonPath("$.items.length()")
                .isEqualTo(2)
                .jsonPath("$.nextCursor")
                .value(String.class, next -> cursor[0] = next);
        get("/api/notifications?limit=2&cursor=" + cursor[0])
                .expectBody()
                .jsonPath("$.items.length()")
                .isEqualTo(1)
                .jsonPath("$.nextCursor")
                .doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=101", "limit=x", "cursor=x", "cursor="})
    void aListThatIsAskedForWronglyIsRefused(String query) {
        get("/api/notifications?" + query)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo(query.startsWith("cursor") ? "INVALID_CURSOR" : "INVALID_REQUEST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/notifications", "/api/notifications/unread-count", "/api/notifications/deliveries/failed"})
    void whoIsNotSignedInSeesNothing(String path) {
        client.get().uri(path).exchange().expectStatus().isUnauthorized();
    }

    @Test
    void onlyAnAdministratorSeesWhatCouldNotBeDelivered() {
        get("/api/notifications/deliveries/failed").expectStatus().isForbidden();
        client.get()
                .uri("/api/notifications/deliveries/failed")
                .header("Authorization", TestTokens.bearer(payer, "notification.admin"))
                .exchange()
                .expectStatus()
                .isOk();
    }

    /** A mail server or database that is away must neither restart the service nor take it out of rotation. */
    @ParameterizedTest
    @ValueSource(strings = {"liveness", "readiness"})
    void aProbeAsksNothingOutsideTheProcess(String probe) {
        management("/actuator/health/" + probe).expectStatus().isOk();

        var group = healthGroups.get(probe);
        assertThat(group.isMember(probe + "State")).isTrue();
        assertThat(healthContributors.stream().map(HealthContributors.Entry::name))
                .contains("mongo")
                .doesNotContain("mail")
                .filteredOn(name -> !name.endsWith("State"))
                .noneMatch(group::isMember);
    }

    @Test
    void deliveriesAreCountedAndTheOldestOneIsMeasured() {
        register("en");
        capture();
        awaitMails(1);

        Awaitility.await()
                .untilAsserted(() -> management("/actuator/prometheus")
                        .expectStatus()
                        .isOk()
                        .expectBody(String.class)
                        .value(metrics -> assertThat(metrics)
                                .contains("aman_notification_deliveries_total{", "outcome=\"sent\"")
                                .contains("aman_notification_delivery_oldest_seconds{")
                                .contains("aman_notification_intents_open{")));
    }

    @Test
    void noStepOfAMailWaitsWithoutEnd() {
        assertThat(mailSender.getJavaMailProperties())
                .containsEntry("mail.smtp.connectiontimeout", "5000")
                .containsEntry("mail.smtp.timeout", "5000")
                .containsEntry("mail.smtp.writetimeout", "5000");
    }

    private String firstId() {
        var id = new String[1];
        get("/api/notifications").expectBody().jsonPath("$.items[0].id").value(String.class, found -> id[0] = found);
        return id[0];
    }

    private RestTestClient.ResponseSpec management(String uri) {
        return RestTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + managementPort)
                .build()
                .get()
                .uri(uri)
                .exchange();
    }
}
