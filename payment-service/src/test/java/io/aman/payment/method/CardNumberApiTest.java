package io.aman.payment.method;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.testing.TestTokens;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a card number stands in a body, the body is refused, and the number is nowhere else. */
class CardNumberApiTest extends MethodCalls {

    @ParameterizedTest
    @ValueSource(strings = {"utf-8", "utf-16", "iso-8859-1"})
    void noEncodingHidesACardNumber(String charset) throws Exception {
        var json = "{\"provider\":\"stripe\",\"token\":\"pm_card_visa\",\"note\":\"\u00e9 4242 4242 4242 4242\"}";
        var request = HttpRequest.newBuilder(url(PATH))
                .header("Authorization", TestTokens.bearer(payer, "payment.create"))
                .header("Content-Type", "application/json;charset=" + charset)
                .header("Idempotency-Key", key())
                .POST(BodyPublishers.ofByteArray(json.getBytes(Charset.forName(charset))));
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(request.build(), BodyHandlers.ofString());
            assertThat(answer.body()).contains("CARD_NUMBER_REFUSED");
        }
    }

    @Test
    void aCardNumberInAnyBodyOfTheServiceIsRefused() {
        var number = "4242 4242 4242 4242";
        var invoice = send(
                "POST",
                "/api/invoices",
                "{\"series\":\"INV\",\"lines\":[{\"description\":\"%s\"}]}".formatted(number),
                Map.of(
                        "Authorization",
                        TestTokens.bearer(payer, "invoice.create"),
                        "Content-Type",
                        "application/json",
                        "Idempotency-Key",
                        key()));
        assertThat(invoice.string("code")).isEqualTo("CARD_NUMBER_REFUSED");
        var id = created();
        for (var path : List.of("confirm", "capture", "cancel")) {
            assertThat(post("/api/payments/" + id + "/" + path, key(), "{\"note\":\"%s\"}".formatted(number))
                            .string("code"))
                    .isEqualTo("CARD_NUMBER_REFUSED");
        }
        assertThat(payment(id).string("state")).isEqualTo("CREATED");
    }

    @Test
    void anAmountOfSixteenDigitsIsNoCardNumber() {
        assertThat(post(
                                "/api/payments",
                                key(),
                                "{\"amountMinor\":4242424242424242,\"currency\":\"EUR\",\"provider\":\"stripe\"}")
                        .string("code"))
                .isEqualTo("INVALID_AMOUNT");
    }
}
