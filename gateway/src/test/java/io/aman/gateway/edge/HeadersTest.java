package io.aman.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.gateway.GatewayTest;
import java.io.IOException;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What passes the gateway of the headers of requests and answers. */
class HeadersTest extends GatewayTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Forwarded",
                "X-Forwarded-For",
                "X-Forwarded-Host",
                "X-Forwarded-Proto",
                "X-Forwarded-Prefix",
                "x-FORWARDED-anything",
                "X-Real-IP",
                "X-Client-IP",
                "True-Client-IP",
                "X-User-Id",
                "X-User-Roles",
                "X_User_Id",
                "X-Session-Id",
                "X-Auth-Subject",
                "X-Permissions",
                "X-Original-URL",
                "X-Rewrite-URL",
                "X-HTTP-Method-Override",
                "Proxy-Authorization"
            })
    void aClaimFromOutsideIsDropped(String header) {
        send(signedIn("/api/payments").header(header, "6.6.6.6"));

        var headers = PAYMENT.seen(requestId).headers();
        assertThat(headers.keySet()).noneMatch(header::equalsIgnoreCase);
        assertThat(headers.values()).noneMatch(values -> values.contains("6.6.6.6"));
    }

    @Test
    void theClientsAddressIsThePeersAndNothingElse() {
        send(signedIn("/api/payments").header("X-Client-Address", "6.6.6.6").header("X-Forwarded-For", "6.6.6.6"));

        assertThat(PAYMENT.seen(requestId).header("X-client-address")).isEqualTo("127.0.0.1");
    }

    @Test
    void connectionOptionsCannotTakeAwayWhatTheGatewayAdds() throws IOException {
        sendRaw("GET /api/payments HTTP/1.1\r\nHost: a\r\nX-Request-Id: " + requestId + "\r\nAuthorization: " + bearer()
                + "\r\nX-Hop: 1\r\nTraceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\n"
                + "Connection: close, X-Client-Address, X-Request-Id, Authorization, X-Hop\r\n\r\n");

        var seen = PAYMENT.seen(requestId);
        assertThat(seen.header("X-client-address")).isEqualTo("127.0.0.1");
        assertThat(seen.header("Authorization")).isNotNull();
        assertThat(seen.header("X-hop")).isNull();
    }

    @Test
    void anUpgradeIsNotPassedOn() throws IOException {
        var answer =
                sendRaw("GET /api/payments HTTP/1.1\r\nHost: a\r\nX-Request-Id: " + requestId + "\r\nAuthorization: "
                        + bearer() + "\r\nConnection: Upgrade, close\r\nUpgrade: websocket\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 200");
        assertThat(PAYMENT.seen(requestId).header("Upgrade")).isNull();
    }

    @Test
    void aGoodRequestIdIsPassedOnAndReturned() {
        var answer = send(signedIn("/api/payments"));

        assertThat(answer.headers().allValues("X-Request-Id")).containsExactly(requestId);
        assertThat(PAYMENT.seen(requestId)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a b", "a,b", "<script>", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"})
    void aBadRequestIdIsReplaced(String bad) {
        var answer = send(signedIn("/api/payments").setHeader("X-Request-Id", bad));

        var made = answer.headers().firstValue("X-Request-Id").orElseThrow();
        assertThat(made).matches("req_[0-9a-f]{32}");
        assertThat(PAYMENT.seen(made)).isNotNull();
    }

    @Test
    void aForeignOriginIsToldNothing() {
        var answer = send(signedIn("/api/payments").header("Origin", "https://evil.example"));

        assertThat(answer.headers().map().keySet())
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control-"));
    }

    @Test
    void answersAreNeitherSniffedNorStored() {
        var answer = send(signedIn("/api/payments")).headers();

        assertThat(answer.firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.firstValue("X-Frame-Options")).contains("DENY");
        assertThat(answer.firstValue("Content-Security-Policy")).contains("default-src 'none'; frame-ancestors 'none'");
        assertThat(answer.firstValue("Strict-Transport-Security")).contains("max-age=31536000");
        assertThat(answer.firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(send(request("/api/payments")).headers().firstValue("Cache-Control"))
                .contains("no-store");
    }

    @Test
    void whatAServiceSaysAboutCachingStays() {
        var answer = send(signedIn("/api/payments/cacheable")).headers();

        assertThat(answer.allValues("Cache-Control")).containsExactly("max-age=60");
        assertThat(answer.allValues("X-Request-Id")).containsExactly(requestId);
    }
}
