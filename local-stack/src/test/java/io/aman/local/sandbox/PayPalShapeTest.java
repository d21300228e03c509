package io.aman.local.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Judges requests and answers by PayPal's OpenAPI documents. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PayPalShapeTest {
    private static final String ORDERS = "/v2/checkout/orders";

    private final PayPalAccount paypal = new PayPalAccount();

    @AfterAll
    void close() {
        paypal.close();
    }

    @Test
    void theAnswersAboutAnAuthorizedOrderFit() {
        var order = post(ORDERS, PayPalAccount.order("AUTHORIZE", "USD", "10.00"));
        post(ORDERS + "/" + order.id() + "/authorize", "{}");
        paypal.command("orders/" + order.id() + "/approve", "");
        get(ORDERS + "/" + order.id());
        var authorized = post(ORDERS + "/" + order.id() + "/authorize", "{}");
        var path = "/v2/payments/authorizations/" + authorized.text("/purchase_units/0/payments/authorizations/0/id");
        var renewed = "/v2/payments/authorizations/"
                + post(path + "/reauthorize", "{}").id();
        get(renewed);
        var capture = post(renewed + "/capture", PayPalAccount.amount("4.00")).id();
        post(renewed + "/capture", PayPalAccount.amount("7.00"));
        get("/v2/payments/captures/" + capture);
        var refund = post("/v2/payments/captures/" + capture + "/refund", PayPalAccount.amount("1.00"));
        post("/v2/payments/captures/" + capture + "/refund", "{\"note_to_payer\": \"sorry\"}");
        post("/v2/payments/captures/" + capture + "/refund", "{}");
        get("/v2/payments/refunds/" + refund.id());
        post(path + "/void", "{}");
        post(path + "/void", "{}");
        get(ORDERS + "/" + order.id());
        assertThat(get(ORDERS + "/UNKNOWN").status()).isEqualTo(404);
        assertThat(get("/v2/payments/captures/UNKNOWN").status()).isEqualTo(404);
    }

    @Test
    void theAnswersAboutACapturedOrderAndItsDisputeFit() {
        var order = post(ORDERS, PayPalAccount.order("CAPTURE", "EUR", "10.00"));
        paypal.command("orders/" + order.id() + "/approve", "{\"capture\": \"PENDING\"}");
        var captured = post(ORDERS + "/" + order.id() + "/capture", "{}");
        var capture = captured.text("/purchase_units/0/payments/captures/0/id");
        get("/v2/payments/captures/" + capture);
        paypal.command("captures/" + capture + "/complete", "");
        get("/v1/customer/disputes?disputed_transaction_id=" + capture);
        var dispute = paypal.command("captures/" + capture + "/dispute", "").text("/dispute_id");
        get("/v1/customer/disputes/" + dispute);
        get("/v1/customer/disputes?disputed_transaction_id=" + capture);
        paypal.command("disputes/" + dispute + "/resolve", "{\"outcome\": \"ACCEPTED\"}");
        get("/v1/customer/disputes/" + dispute);
        get(ORDERS + "/" + order.id());
    }

    @Test
    void theAnswersOfTheVaultFit() {
        var setup = post("/v3/vault/setup-tokens", """
                {"customer": {"id": "customer_1"}, "payment_source": {"paypal": {"usage_type": "MERCHANT",
                 "experience_context": {"return_url": "https://shop.example/kept"}}}}""");
        get("/v3/vault/setup-tokens/" + setup.id());
        paypal.command("setup-tokens/" + setup.id() + "/approve", "");
        var token = paypal.post("/v3/vault/payment-tokens", token(setup.id()));
        assertThat(PayPalDocuments.wrongAnswer("post", "/v3/vault/payment-tokens", token))
                .isEmpty();
        get("/v3/vault/payment-tokens/" + token.id());
        get("/v3/vault/payment-tokens?customer_id=customer_1&total_required=true");
        var gone = paypal.send(
                paypal.call("/v3/vault/payment-tokens/" + token.id()).DELETE());
        assertThat(PayPalDocuments.wrongAnswer("delete", "/v3/vault/payment-tokens/" + token.id(), gone))
                .isEmpty();
        assertThat(get("/v3/vault/payment-tokens/" + token.id()).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | /intent | MISSING_REQUIRED_PARAMETER",
                "{\"intent\": \"CAPTURE\", \"purchase_units\": []} | /purchase_units | INVALID_ARRAY_MIN_ITEMS",
                "{\"intent\": \"SELL\", \"purchase_units\": [U]} | /intent | INVALID_PARAMETER_VALUE",
                "{\"intent\": \"CAPTURE\", \"purchase_units\": [{\"amount\": {\"currency_code\": \"USD\"}}]}"
                        + " | /purchase_units/0/amount/value | MISSING_REQUIRED_PARAMETER",
                "{\"intent\": \"CAPTURE\", \"purchase_units\": [{\"amount\": {\"currency_code\": \"USD\","
                        + " \"value\": 1.5}}]} | /purchase_units/0/amount/value | INVALID_PARAMETER_SYNTAX",
                "{\"intent\": \"CAPTURE\", \"purchase_units\": [{\"amount\": {\"currency_code\": \"USD\","
                        + " \"value\": \"1,5\"}}]} | /purchase_units/0/amount/value | INVALID_PARAMETER_SYNTAX",
                "{\"intent\": \"CAPTURE\", \"purchase_units\": [{\"custom_id\": \"\", \"amount\": {"
                        + "\"currency_code\": \"USD\", \"value\": \"1\"}}]} | /purchase_units/0/custom_id |"
                        + " INVALID_STRING_LENGTH",
                "{\"intent\": \"CAPTURE\", \"purchase_units\": [U], \"colour\": \"red\"} | /colour | NOT_SUPPORTED",
                "{\"intent\": \"CAPTURE\", \"purchase_units\": [U], \"payment_source\": {\"paypal\": {"
                        + "\"experience_context\": {\"returnurl\": \"https://a.example\"}}}}"
                        + " | /payment_source/paypal/experience_context/returnurl | NOT_SUPPORTED",
                "{\"intent\": \"CAPTURE\", \"purchase_units\": [U], \"payment_source\": {\"card\": {}}}"
                        + " | /payment_source/card | NOT_SUPPORTED",
                "{\"intent\": \"CAPTURE\", \"purchase_units\": [U, U]} | /purchase_units/1 | NOT_SUPPORTED",
                "[] | / | MALFORMED_REQUEST_JSON",
                "{ | / | MALFORMED_REQUEST_JSON"
            })
    void whatDoesNotFitIsRefusedByItsField(String body, String field, String issue) {
        var unit = "{\"amount\": {\"currency_code\": \"USD\", \"value\": \"1.00\"}}";
        var answer = paypal.post(ORDERS, body.replace("[U", "[" + unit).replace(", U]", ", " + unit + "]"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/name")).isEqualTo("INVALID_REQUEST");
        assertThat(answer.text("/debug_id")).isNotEmpty();
        assertThat(answer.text("/details/0/field")).isEqualTo(field);
        assertThat(answer.issue()).isEqualTo(issue);
        assertThat(PayPalDocuments.wrongAnswer("post", ORDERS, answer)).isEmpty();
    }

    @Test
    void aPartialRequestOfPaymentsIsJudgedAsWell() {
        var authorization = paypal.authorized("10.00").getLast();
        var answer = paypal.post(
                "/v2/payments/authorizations/" + authorization + "/capture", "{\"final_capture\": \"yes\"}");
        assertThat(answer.text("/details/0/field")).isEqualTo("/final_capture");
        assertThat(answer.issue()).isEqualTo("INVALID_PARAMETER_SYNTAX");
    }

    @Test
    void onlyTheAccountGetsATokenAndOnlyATokenOpensTheApi() {
        assertThat(paypal.token("wrong:wrong", "grant_type=client_credentials").text("/error"))
                .isEqualTo("invalid_client");
        assertThat(paypal.token("grant_type=password").text("/error")).isEqualTo("unsupported_grant_type");
        var token = paypal.token("grant_type=client_credentials");
        assertThat(token.body().path("expires_in").asLong()).isPositive();
        var bare = paypal.send(HttpRequest.newBuilder(paypal.uri("/paypal" + ORDERS + "/X")));
        assertThat(bare.status()).isEqualTo(401);
        assertThat(bare.text("/name")).isEqualTo("AUTHENTICATION_FAILURE");
        var unknown =
                HttpRequest.newBuilder(paypal.uri("/paypal" + ORDERS + "/X")).header("Authorization", "Bearer X");
        assertThat(paypal.send(unknown).text("/error")).isEqualTo("invalid_token");
    }

    @Test
    void anExpiredTokenIsRefusedAndANewOneWorks() {
        try (var account = new PayPalAccount()) {
            assertThat(account.get(ORDERS + "/X").status()).isEqualTo(404);
            account.command("access-tokens/expire", "");
            assertThat(account.get(ORDERS + "/X").status()).isEqualTo(401);
        }
    }

    @Test
    void anotherMediaTypeIsRefused() {
        var form = paypal.call(ORDERS)
                .header("PayPal-Request-Id", "form")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("intent=CAPTURE"));
        assertThat(paypal.send(form).status()).isEqualTo(415);
    }

    static String token(String setup) {
        return """
                {"payment_source": {"token": {"id": "%s", "type": "SETUP_TOKEN"}}}""".formatted(setup);
    }

    private PayPalAccount.Answer post(String path, String body) {
        if (!path.endsWith("/void")) {
            assertThat(PayPalDocuments.wrongRequest(path, body)).isEmpty();
        }
        var answer = paypal.post(path, body);
        assertThat(PayPalDocuments.wrongAnswer("post", path, answer))
                .as("%s %s", path, answer.body())
                .isEmpty();
        return answer;
    }

    private PayPalAccount.Answer get(String path) {
        var answer = paypal.get(path);
        assertThat(PayPalDocuments.wrongAnswer("get", path, answer))
                .as("%s %s", path, answer.body())
                .isEmpty();
        return answer;
    }
}
