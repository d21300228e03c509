package io.aman.notification.preference;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient.ResponseSpec;

/** The link in a mail (RFC 8058), and its page. */
class UnsubscribeApiTest extends PreferencesApi {

    @Test
    void toOpenALinkChangesNothingAndToPostToItUnsubscribes(CapturedOutput log) {
        var link = link();

        for (var i = 0; i < 3; i++) {
            page(client.get().uri(link).exchange());
        }
        assertPaymentsByMail(true);

        for (var i = 0; i < 2; i++) {
            assertThat(page(oneClick(link, "List-Unsubscribe=One-Click"))).contains("/unsubscribe/undo?t");
            assertPaymentsByMail(false);
        }
        get(PREFERENCES).expectBody().jsonPath("$.version").isEqualTo(1);

        page(oneClick(link.replace("/unsubscribe?", "/unsubscribe/undo?"), ""));
        assertPaymentsByMail(true);
        assertThat(log.getAll()).doesNotContain(link.substring(link.indexOf("?t=") + 3));
    }

    /** Mail programs may send the form in many parts (RFC 8058, section 3.2). */
    @Test
    void aFormOfManyPartsUnsubscribes() {
        client.post()
                .uri(link())
                .header("Content-Type", "multipart/form-data; boundary=b")
                .body("--b\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--b--\r\n")
                .exchange()
                .expectStatus()
                .isOk();
        assertPaymentsByMail(false);
    }

    @ParameterizedTest
    @CsvSource({
        "application/x-www-form-urlencoded,  ''",
        "application/x-www-form-urlencoded,  'List-Unsubscribe=Two-Clicks'",
        "application/x-www-form-urlencoded,  'list-unsubscribe=One-Click'",
        "multipart/form-data; boundary=b,    '--b\r\nContent-Disposition'",
        "multipart/form-data,                'x'",
    })
    void whatIsNotOneClickChangesNothing(String type, String body) {
        client.post()
                .uri(link())
                .header("Content-Type", type)
                .body(body)
                .exchange()
                .expectStatus()
                .isBadRequest();
        assertPaymentsByMail(true);
    }

    @Test
    void aLinkThatIsNotOursIsRefusedByEveryWay() {
        var path = "/api/notifications/unsubscribe";
        assertProblem(client.get().uri(path + "?t=x").exchange(), 400, "UNSUBSCRIBE_LINK_INVALID");
        assertProblem(oneClick(path + "?t=x", "List-Unsubscribe=One-Click"), 400, "UNSUBSCRIBE_LINK_INVALID");
        assertProblem(oneClick(path + "/undo?t=x", ""), 400, "UNSUBSCRIBE_LINK_INVALID");
        client.get().uri(path).exchange().expectStatus().isBadRequest();
    }

    @Test
    void thePageSpeaksTheLanguageOfTheMailAndRunsNothing() {
        var page = client.get().uri(link()).exchange();

        page.expectHeader()
                .valueEquals("Referrer-Policy", "no-referrer")
                .expectHeader()
                .valueMatches("Content-Security-Policy", ".*default-src 'none'.*form-action 'self'.*")
                .expectHeader()
                .valueMatches("Cache-Control", ".*no-store.*")
                .expectHeader()
                .doesNotExist("Set-Cookie");
        assertThat(page(page)).contains("dir=\"rtl\"", "ألغِ الاشتراك").doesNotContain("<script", "onclick", userId);
    }

    private static String page(ResponseSpec answer) {
        answer.expectStatus().isOk().expectHeader().contentTypeCompatibleWith(MediaType.TEXT_HTML);
        return String.valueOf(answer.returnResult(String.class).getResponseBody());
    }

    private void assertPaymentsByMail(boolean on) {
        get(PREFERENCES)
                .expectBody()
                .jsonPath("$.choices[?(@.category=='payments' && @.channel=='email')].enabled")
                .isEqualTo(on)
                .jsonPath("$.choices[?(@.category=='payments' && @.channel=='inbox')].enabled")
                .isEqualTo(true);
    }
}
