package io.aman.notification.preference;

import io.aman.notification.recipient.EmailAddress;
import io.aman.notification.recipient.Recipient;
import io.aman.notification.recipient.Recipients;
import io.aman.notification.template.Category;
import io.aman.platform.Ids;
import io.aman.testing.ServiceTest;
import io.aman.testing.TestTokens;
import io.aman.testing.Unindexed;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** Preferences, numbers and unsubscribe links over HTTP, of somebody new in each test. */
@ServiceTest
@ExtendWith(OutputCaptureExtension.class)
@Unindexed(
        collection = "deliveries",
        fields = {"userId", "type"},
        reason = "this test looks for what it has sent")
abstract class PreferencesApi {

    static final String PREFERENCES = "/api/notifications/preferences";
    static final String ADDRESSES = "/api/notifications/addresses";

    @LocalServerPort
    int port;

    @Autowired
    MongoTemplate mongo;

    @Autowired
    Recipients recipients;

    @Autowired
    UnsubscribeLinks links;

    /** One a test, since tests share the service. */
    final String userId = Ids.random("usr_");

    RestTestClient client;

    @BeforeEach
    void connect() {
        client = RestTestClient.bindToServer()
                .baseUrl("http://127.0.0.1:" + port)
                .build();
        recipients.remember(new Recipient(userId, new EmailAddress(userId + "@example.com"), "Nora", "ar"));
    }

    String link() {
        var link = links.link(userId, Category.PAYMENTS, Medium.EMAIL).orElseThrow();
        return link.substring(link.indexOf("/api/"));
    }

    ResponseSpec oneClick(String link, String body) {
        return client.post()
                .uri(link)
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .body(body)
                .exchange();
    }

    ResponseSpec put(long version, String body) {
        return put("\"" + version + "\"", body);
    }

    ResponseSpec put(String seen, String body) {
        return client.put()
                .uri(PREFERENCES)
                .header("Authorization", TestTokens.bearer(userId))
                .header("If-Match", seen)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    ResponseSpec post(String caller, String path, String body) {
        return client.post()
                .uri(path)
                .header("Authorization", TestTokens.bearer(caller))
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .exchange();
    }

    ResponseSpec get(String path) {
        return client.get()
                .uri(path)
                .header("Authorization", TestTokens.bearer(userId))
                .exchange();
    }

    ResponseSpec delete(String bearer) {
        return client.delete()
                .uri("/api/notifications/people/" + userId)
                .header("Authorization", bearer)
                .exchange();
    }

    static String choices(String category, String channel, boolean enabled) {
        return "{\"choices\":[{\"category\":\"%s\",\"channel\":\"%s\",\"enabled\":%s}]}"
                .formatted(category, channel, enabled);
    }

    static void assertProblem(ResponseSpec answer, int status, String code) {
        answer.expectStatus().isEqualTo(status).expectBody().jsonPath("$.code").isEqualTo(code);
    }
}
