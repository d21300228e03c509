package io.aman.gateway.edge;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.aman.gateway.GatewayTest;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void theTraceGoesOn() {
        var trace = "0af7651916cd43dd8448eb211c80319c";
        send(signedIn("/api/payments").header("traceparent", "00-" + trace + "-b7ad6b7169203331-01"));

        assertThat(PAYMENT.seen(requestId).header("Traceparent"))
                .startsWith("00-" + trace + "-")
                .endsWith("-01");
    }

    @Test
    void theTraceIsReturnedWithItsState() {
        var answer = send(signedIn("/api/payments")
                .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00")
                .header("tracestate", "a=1")
                .header("tracestate", "b=2"));

        assertThat(answer.headers().allValues("traceparent"))
                .singleElement(as(STRING))
                .matches("00-0af7651916cd43dd8448eb211c80319c-(?!b7ad6b7169203331)[0-9a-f]{16}-00");
        assertThat(PAYMENT.seen(requestId).header("Traceparent"))
                .isEqualTo(answer.headers().firstValue("traceparent").orElseThrow());
        assertThat(PAYMENT.seen(requestId).header("Tracestate")).isEqualTo("a=1,b=2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01"
            })
    void whatIsNoTraceparentBeginsANewTrace(String bad) {
        var answer = send(signedIn("/api/payments").header("traceparent", bad).header("tracestate", "planted=1"));

        var seen = PAYMENT.seen(requestId);
        assertThat(seen.header("Traceparent")).matches("00-(?!0+-)[0-9a-f]{32}-(?!0+-)[0-9a-f]{16}-0[0-3]");
        assertThat(seen.header("Traceparent")).doesNotContain("af7651916cd43dd8448eb211c80319c");
        assertThat(seen.header("Tracestate")).isNull();
        assertThat(answer.headers().allValues("traceparent")).hasSize(1);
    }

    @Test
    void twoTraceparentsAreNone() {
        send(signedIn("/api/payments")
                .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .header("traceparent", "00-1af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));

        assertThat(PAYMENT.seen(requestId).header("Traceparent"))
                .doesNotContain("af7651916cd43dd8448eb211c80319c", "|");
    }

    @Test
    void aWebhookBringsNeitherTokenNorCookie() {
        send(request("/api/payments/webhook/stripe")
                .header("Authorization", "Bearer x")
                .header("Cookie", "a=b")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));

        var seen = PAYMENT.seen(requestId);
        assertThat(seen.header("Authorization")).isNull();
        assertThat(seen.header("Cookie")).isNull();
        assertThat(seen.body()).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/auth/login", "/api/auth/refresh", "/api/auth/oidc/backchannel-logout"})
    void aSessionThatIsBroughtAlongIsNotTheOneThatIsSignedInto(String path) {
        send(request(path)
                .header("Cookie", "__Host-session=fixed; sid=fixed")
                .header("X-Session-Id", "fixed")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));

        assertThat(SESSION.seen(requestId).headers().values())
                .noneMatch(values -> values.toString().contains("fixed"));
    }

    @Test
    void cookiesPassNeitherWayWhereTokensAreUsed() {
        var answer = send(signedIn("/api/payments/cookie").header("Cookie", "a=b"));

        assertThat(PAYMENT.seen(requestId).header("Cookie")).isNull();
        assertThat(PAYMENT.seen(requestId).header("Authorization")).isNotNull();
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void whereSomebodySignsInTheCookieOfADevicePassesAloneAndNoToken() {
        var answer = send(signedIn("/api/auth/login")
                .header(
                        "Cookie",
                        "sid=fixed; __Host-aman-browser=fixed; __Host-aman-device=dvt_a-B.9; __Host-session=fixed")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));

        assertThat(SESSION.seen(requestId).header("Cookie")).isEqualTo("__Host-aman-device=dvt_a-B.9");
        assertThat(answer.headers().allValues("Set-Cookie"))
                .anyMatch(cookie -> cookie.startsWith("__Host-aman-browser=") && !cookie.contains("fixed"));
        assertThat(SESSION.seen(requestId).header("Authorization")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x__Host-aman-device=a",
                "__Host-aman-device=a b",
                "__Host-aman-device=\"a\"",
                "__Host-aman-device=",
                "__Host-aman-device=a; __Host-aman-device=b",
                "__Host-aman-devices=a"
            })
    void whatIsNoDevicesCookieIsDropped(String cookie) {
        send(request("/api/auth/login/mfa").header("Cookie", cookie).POST(HttpRequest.BodyPublishers.ofString("{}")));

        assertThat(SESSION.seen(requestId).header("Cookie")).isNull();
    }

    @Test
    void bothCookiesOfADevicePassAndOneThatComesTwiceTakesTheOtherNotAlong() {
        var cookie = "__Host-aman-device=a; x=y; __Host-aman-known=b; __Host-aman-device=c";
        send(request("/api/auth/login").header("Cookie", cookie).POST(HttpRequest.BodyPublishers.ofString("{}")));

        assertThat(SESSION.seen(requestId).header("Cookie")).isEqualTo("__Host-aman-known=b");
    }

    @Test
    void anAnswerToASignInSetsNoCookieButADevices() {
        assertThat(DeviceCookie.isSetBy("__Host-aman-known=a; Path=/; Secure; HttpOnly"))
                .isTrue();
        assertThat(DeviceCookie.isSetBy("__Host-aman-device=a; Path=/; Secure; HttpOnly"))
                .isTrue();
        assertThat(DeviceCookie.isSetBy("sid=fixed; Path=/")).isFalse();
        assertThat(DeviceCookie.isSetBy("__Host-aman-devices=a; Path=/")).isFalse();
    }

    @Test
    void aSignInByRedirectsHasItsCookiesAndNoToken() {
        var answer = send(signedIn("/api/auth/oidc/callback").header("Cookie", "__Host-a=b"));

        assertThat(SESSION.seen(requestId).header("Cookie")).isEqualTo("__Host-a=b");
        assertThat(SESSION.seen(requestId).header("Authorization")).isNull();
        assertThat(answer.headers().allValues("Set-Cookie"))
                .anySatisfy(cookie -> assertThat(cookie).startsWith("__Host-a=b"));
    }

    @Test
    void aBrowserIsToldFromOthersFromItsFirstSignInOnAndServicesSeeItsNameAlone() {
        var first = send(request("/api/auth/oidc/start"));
        var given = first.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith(BrowserCookie.NAME))
                .toList();
        assertThat(given)
                .singleElement()
                .satisfies(
                        cookie -> assertThat(cookie)
                                .matches(
                                        "__Host-aman-browser=[0-9a-f]{32}; Path=/; Max-Age=34560000; Secure; HttpOnly; SameSite=Strict"));
        var kept = given.getFirst().substring(0, given.getFirst().indexOf(';'));

        var again = send(request("/api/auth/oidc/start").header("Cookie", kept));
        assertThat(again.headers().allValues("Set-Cookie")).noneMatch(cookie -> cookie.contains("aman-browser"));

        send(signedIn("/api/payments").header("Cookie", "a=b; " + kept).header("X-Aman-Device", "dev_mine"));
        var seen = PAYMENT.seen(requestId);
        assertThat(seen.header("X-aman-device")).matches("dev_[0-9a-f]{32}");
        assertThat(seen.header("Cookie")).isNull();
        assertThat(seen.headers().values().toString()).doesNotContain(kept.substring(kept.indexOf('=') + 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "__Host-aman-browser=short",
                "__Host-aman-browser=0123456789ABCDEF0123456789ABCDEF",
                "x__Host-aman-browser=0123456789abcdef0123456789abcdef",
                "__Host-aman-browser=0123456789abcdef0123456789abcdef; __Host-aman-browser=f123456789abcdef0123456789abcdef"
            })
    void whatIsNoBrowsersCookieNamesNoDevice(String cookie) {
        send(signedIn("/api/payments").header("Cookie", cookie).header("X-Aman-Device", "dev_mine"));

        assertThat(PAYMENT.seen(requestId).header("X-aman-device")).isNull();
    }

    @Test
    void aClientsOwnCredentialsReachWhoVerifiesThem() {
        send(request("/oauth2/introspect")
                .header("Authorization", "Basic Z2F0ZXdheTpzM2NyZXQ=")
                .header("Cookie", "a=b")
                .POST(HttpRequest.BodyPublishers.ofString("token=x")));

        assertThat(SESSION.seen(requestId).header("Authorization")).isEqualTo("Basic Z2F0ZXdheTpzM2NyZXQ=");
        assertThat(SESSION.seen(requestId).header("Cookie")).isNull();
    }

    @Test
    void aForeignOriginIsToldNothing() {
        var answer = send(signedIn("/api/payments").header("Origin", "https://evil.example"));

        assertThat(answer.headers().map().keySet())
                .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control-"));
    }

    @Test
    void anOldTokenDoesNotStandInTheWayOfARefresh() {
        var answer = send(request("/api/auth/refresh")
                .header("Authorization", "Bearer expired")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(SESSION.seen(requestId).header("Authorization")).isNull();
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
