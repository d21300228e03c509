package io.aman.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.gateway.GatewayTest;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which cookies and credentials pass the gateway where. */
class CookiesTest extends GatewayTest {

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
    void anOldTokenDoesNotStandInTheWayOfARefresh() {
        var answer = send(request("/api/auth/refresh")
                .header("Authorization", "Bearer expired")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(SESSION.seen(requestId).header("Authorization")).isNull();
    }
}
