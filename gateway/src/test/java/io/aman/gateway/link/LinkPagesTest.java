package io.aman.gateway.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.gateway.GatewayTest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkPagesTest extends GatewayTest {

    @ParameterizedTest
    @ValueSource(strings = {"/not-me", "/reset-password", "/recover"})
    void aLinkOfAMessageLeadsToAPageThatTellsNobodyOfIt(String path) {
        var page = send(request(path));

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
        assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("default-src 'none'", "frame-ancestors 'none'")
                        .doesNotContain("unsafe"));
        assertThat(page.body()).doesNotContain("http://", "https://").doesNotContainPattern("<script>|onclick");
    }

    @Test
    void thePageHasWordsForEveryLinkInBothLanguages() {
        var script = send(request("/link/page.js")).body();

        for (var name : new String[] {"not-me", "reset-password", "recover", "unlock"}) {
            assertThat(script.split("\"?%s\"?: (\\{|\")".formatted(name), -1))
                    .as(name)
                    .hasSize(4); // English, Arabic, and what it calls
        }
        assertThat(script).contains("\"rtl\"", "replaceState").doesNotContain("innerHTML", "eval(");
        assertThat(send(request("/link/page.css")).statusCode()).isEqualTo(200);
    }

    @Test
    void aLinkIsOpenedAndNeverSent() {
        assertThat(send(request("/not-me").POST(BodyPublishers.noBody())).statusCode())
                .isIn(404, 405);
    }
}
