package io.aman.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.gateway.GatewayTest;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutesTest extends GatewayTest {

    @ParameterizedTest
    @CsvSource({
        "/api/auth/logout,session",
        "/api/auth/reauthenticate,session",
        "/api/auth/password/change,session",
        "/api/mfa,session",
        "/api/mfa/totp,session",
        "/api/mfa/totp/confirm,session",
        "/api/mfa/passkeys/options,session",
        "/api/devices,session",
        "/api/devices/dev_1,session",
        "/api/admin/users,session",
        "/api/admin/users/usr_1/impersonate,session",
        "/api/sessions,session",
        "/api/sessions/ses_1,session",
        "/api/security/activity?limit=5,security",
        "/api/security/alerts,security",
        "/api/security/people/usr_1/timeline,security",
        "/api/payments,payment",
        "/api/payments/pay_1,payment",
        "/api/payments/audit/pay_1,payment",
        "/api/payment-methods,payment",
        "/api/payment-methods/pmt_1/default,payment"
    })
    void aPathGoesToItsService(String path, String service) {
        var token = token().permissions("ALL").sign();
        var answer = send(request(path).header("Authorization", "Bearer " + token));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(service);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/security/alerts",
                "/api/security/alerts/alr_1/close",
                "/api/security/addresses",
                "/api/security/detectors/tor",
                "/api/security/feeds",
                "/api/security/lockouts",
                "/api/security/people/usr_1",
                "/api/security/replays/detectors",
                "/api/security/replays/payments",
                "/api/security/timeline?address=203.0.113.7"
            })
    void whatIsForAdministratorsStopsAtTheDoorForEverybodyElse(String path) {
        var token = token().permissions("payment.create").sign();
        var answer = send(request(path).header("Authorization", "Bearer " + token));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("PERMISSION_MISSING");
        var admin = token().permissions("security.admin").sign();
        assertThat(send(request(path).header("Authorization", "Bearer " + admin))
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "POST,/api/auth/register,session",
        "POST,/api/auth/login,session",
        "POST,/api/auth/login/mfa,session",
        "POST,/api/auth/passkey,session",
        "POST,/api/auth/passkey/options,session",
        "POST,/api/auth/password/forgot,session",
        "POST,/api/auth/password/reset,session",
        "POST,/api/auth/password/strength,session",
        "GET,/api/auth/password/policy,session",
        "POST,/api/auth/not-me,session",
        "POST,/api/auth/recovery,session",
        "POST,/api/mfa/challenge,session",
        "POST,/api/auth/refresh,session",
        "POST,/api/auth/password/change/expired,session",
        "GET,/.well-known/jwks.json,session",
        "POST,/oauth2/introspect,session",
        "POST,/oauth2/revoke,session",
        "GET,/api/auth/oidc/start,session",
        "GET,/api/auth/oidc/callback,session",
        "POST,/api/auth/oidc/session,session",
        "POST,/api/auth/oidc/backchannel-logout,session",
        "POST,/api/payments/webhook/stripe,payment"
    })
    void aPublicPathNeedsNoToken(String method, String path, String service) {
        clock.advance(Duration.ofMillis(200)); // where somebody signs in an address has ten calls a second
        var answer = send(request(path).method(method, HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(service);
    }

    /** Nobody answers behind them here, which shows that they were passed on. */
    @ParameterizedTest
    @CsvSource({
        "POST,/api/notifications/webhook/twilio?delivery=dlv_1&attempt=1",
        "POST,/api/notifications/webhook/whatsapp",
        "POST,/api/notifications/webhook/mail",
        "GET,/api/notifications/webhook/whatsapp?hub.mode=subscribe&hub.challenge=1"
    })
    void aWebhookOfWhoCarriesMessagesNeedsNoToken(String method, String path) {
        var answer = send(request(path).method(method, HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isIn(502, 503);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/notifications/deliveries",
                "/api/notifications/deliveries/dlv_1/resend",
                "/api/notifications/suppressions"
            })
    void whoIsNoAdministratorOfMessagesIsNotPassedOn(String path) {
        var answer = send(signedIn(path));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("PERMISSION_MISSING");
    }

    /** What is guessed at has the limit of a sign-in, not that of a page. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/auth/login/mfa",
                "/api/auth/passkey",
                "/api/auth/password/change/expired",
                "/api/auth/password/reset",
                "/api/auth/not-me",
                "/api/mfa/challenge"
            })
    void whereSomethingIsProvedAnAddressHasFewCalls(String path) {
        clock.advance(Duration.ofMillis(200));
        var answer = send(request(path).POST(HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.headers().firstValue("RateLimit-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).contains("\"burst\";q=10;w=1"));
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/api/auth/login",
        "PUT,/api/auth/refresh",
        "POST,/api/auth/login/",
        "POST,/api/auth/login/x",
        "POST,/api/auth/password/change",
        "GET,/api/auth/password/reset",
        "GET,/api/auth/not-me",
        "GET,/api/mfa",
        "GET,/api/mfa/challenge",
        "POST,/api/mfa/totp",
        "POST,/api/mfa/backup-codes",
        "GET,/api/devices",
        "POST,/api/auth/logout",
        "GET,/api/auth/logout",
        "POST,/api/auth/reauthenticate",
        "POST,/api/auth/oidc/start",
        "POST,/api/auth/oidc/callback",
        "GET,/api/auth/oidc/session",
        "GET,/api/auth/oidc/backchannel-logout",
        "POST,/api/auth/oidc/backchannel-logout/x",
        "GET,/api/admin/users",
        "GET,/api/sessions",
        "GET,/api/payments/webhook/stripe",
        "POST,/api/payments/webhook/stripe/x",
        "POST,/api/payments/webhook",
        "GET,/api/notifications/webhook/twilio",
        "PUT,/api/notifications/webhook/whatsapp",
        "POST,/api/notifications/webhook",
        "POST,/api/notifications/webhook/twilio/x",
        "GET,/api/notifications/deliveries",
        "GET,/api/payments"
    })
    void everyOtherMethodAndPathNeedsAToken(String method, String path) {
        var answer = send(request(path).method(method, HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("\"code\":\"SESSION_INVALID\"");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
        assertThat(PAYMENT.seen(requestId)).isNull();
        assertThat(SESSION.seen(requestId)).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/internal/login-attempts",
                "/oauth2/introspect",
                "/oauth2/token",
                "/api",
                "/api/unknown",
                "/api/paymentsx",
                "/actuator",
                "/actuator/health",
                "/actuator/gateway/routes",
                "/actuator/prometheus"
            })
    void nothingElseIsThere(String path) {
        var answer = send(signedIn(path));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body())
                .contains("\"code\":\"NOT_FOUND\"", "\"type\":\"urn:aman:problem:not-found\"", "\"traceId\":\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/auth/../../internal/login-attempts",
                "/api/auth/%2e%2e/%2E%2E/internal/login-attempts",
                "/api/auth/..%2f..%2finternal/login-attempts",
                "/api/payments/webhook/..;/x",
                "/api/payments/webhook/stripe;a=b",
                "/api//payments",
                "/api/payments/%5c..%5cx",
                "/api/payments/x%00"
            })
    void aPathThatTwoParsersCouldReadDifferentlyIsRefused(String path) throws Exception {
        var answer = sendRaw("POST " + path + " HTTP/1.1\r\nHost: a\r\nAuthorization: " + bearer()
                + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("\"code\":\"MALFORMED_PATH\"");
    }

    @Test
    void theManagementPortTellsHealthAndMetricsAndNothingOfTheGateway() {
        assertThat(management("/actuator/health/readiness")).isEqualTo(200);
        assertThat(management("/actuator/health/liveness")).isEqualTo(200);
        assertThat(management("/actuator/prometheus")).isEqualTo(200);
        assertThat(management("/actuator/gateway")).isEqualTo(404);
        assertThat(management("/actuator/gateway/routes")).isEqualTo(404);
        assertThat(management("/actuator/env")).isEqualTo(404);
    }

    private int management(String path) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path)))
                .statusCode();
    }
}
