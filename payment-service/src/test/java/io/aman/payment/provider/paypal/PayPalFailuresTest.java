package io.aman.payment.provider.paypal;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.Money;
import io.aman.payment.provider.ProviderAnswer.Absent;
import io.aman.payment.provider.ProviderAnswer.Authorized;
import io.aman.payment.provider.ProviderAnswer.Declined;
import io.aman.payment.provider.ProviderAnswer.NotSent;
import io.aman.payment.provider.ProviderAnswer.Refused;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.payment.provider.ProviderCommand.Capture;
import io.aman.payment.provider.ProviderCommand.Create;
import io.aman.payment.provider.RefundCommand;
import io.aman.testing.AtOnce;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What a failure at PayPal means, against a server that fails in every way it can. */
@ExtendWith(OutputCaptureExtension.class)
class PayPalFailuresTest extends FailingPayPal {

    @Test
    void noAnswerInTimeIsUnknownAndNotAskedAgain() {
        on(CAPTURE, 0, "");
        assertThat(capture()).isInstanceOf(Unknown.class);
        assertThat(asked(CAPTURE)).isEqualTo(1);
    }

    @Test
    void aConnectionThatIsRefusedIsCertainlyNotSent() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertThat(at(port).capture(new Capture("key-1", "O1", new Money(1, "USD"), true)))
                .isInstanceOf(NotSent.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {409, 500, 502, 503, 504, 302, 418})
    void whateverIsNotCertainIsUnknown(int status) {
        on(CAPTURE, status, error("PREVIOUS_REQUEST_IN_PROGRESS"));
        assertThat(capture()).isInstanceOf(Unknown.class);
        assertThat(asked(CAPTURE)).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json",
                "{}",
                "[]",
                "",
                "{\"id\":\"C1\",\"status\":\"NEW\",\"amount\":{\"value\":\"1.00\",\"currency_code\":\"USD\"}}",
                "{\"id\":\"C1\",\"status\":\"COMPLETED\",\"amount\":{\"value\":\"1.001\",\"currency_code\":\"USD\"}}"
            })
    void anAnswerThatNobodyUnderstandsIsUnknown(String body) {
        on(CAPTURE, 201, body);
        assertThat(capture()).isInstanceOf(Unknown.class);
    }

    @Test
    void tooManyRequestsAreCertainlyNotSent() {
        on(CAPTURE, 429, error("RATE_LIMIT_REACHED"));
        assertThat(capture()).isInstanceOf(NotSent.class);
    }

    @Test
    void whereTheOrderCannotBeReadNothingWasAsked() {
        only(ORDER, 500, "");
        assertThat(capture()).isInstanceOf(NotSent.class);
        assertThat(confirm()).isInstanceOf(NotSent.class);
        assertThat(paypal.refund(new RefundCommand("ref-1", "O1", new Money(1, "USD"))))
                .isInstanceOf(NotSent.class);
        assertThat(asked(CAPTURE)).isZero();
        assertThat(paypal.read("O1")).isInstanceOf(Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 422})
    void aRequestThatPayPalFindsWrongIsRefused(int status) {
        on(CAPTURE, status, error("DECIMAL_PRECISION"));
        assertThat(capture()).isEqualTo(new Refused("decimal_precision"));
    }

    @Test
    void whatIsNoWordIsNotPassedOn() {
        on(CAPTURE, 422, error("no <word>"));
        assertThat(capture()).isEqualTo(new Refused("unspecified"));
    }

    @Test
    void aDeclinedInstrumentIsADeclineWithItsEvidence() {
        only(ORDER, 200, APPROVED);
        on(AUTHORIZE, 422, error("INSTRUMENT_DECLINED"));
        assertThat(confirm()).isEqualTo(new Declined("O1", "instrument_declined", "d1"));
    }

    @Test
    void anOrderThatIsAuthorizedAlreadyTellsHowItStands() {
        only(ORDER, 200, APPROVED);
        on(ORDER, 200, HELD);
        on(AUTHORIZE, 422, error("ORDER_ALREADY_AUTHORIZED"));
        assertThat(confirm()).isEqualTo(new Authorized("O1", new Money(12_500, "USD")));
    }

    @Test
    void anInvoiceIdOfSomebodyElseIsRefused() {
        only(ORDER, 200, APPROVED);
        on(AUTHORIZE, 422, error("DUPLICATE_INVOICE_ID"));
        assertThat(confirm()).isEqualTo(new Refused("duplicate_invoice_id"));
        only(ORDER, 200, HELD);
        on(CAPTURE, 422, error("DUPLICATE_INVOICE_ID"));
        assertThat(capture()).isEqualTo(new Refused("duplicate_invoice_id"));
    }

    @Test
    void aRefundThatWasMadeBeforeIsNotRefused() {
        only(ORDER, 200, """
                {"id":"O1","status":"COMPLETED","purchase_units":[{"payments":{"captures":[
                {"id":"C1","status":"COMPLETED","amount":{"value":"125.00","currency_code":"USD"}}]}}]}""");
        on("/v2/payments/captures/C1/refund", 422, error("DUPLICATE_INVOICE_ID"));
        assertThat(paypal.refund(new RefundCommand("ref-1", "O1", new Money(1, "USD"))))
                .isInstanceOf(Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void refusedCredentialsAreLoggedAsAnErrorWithoutThem(int status, CapturedOutput output) {
        only(ORDER, status, error("PERMISSION_DENIED"));
        assertThat(capture()).isEqualTo(new Refused("credentials"));
        only(TOKEN, status, "{\"error\":\"invalid_client\",\"error_description\":\"" + SECRET + "\"}");
        clock.advance(Duration.ofDays(1));
        assertThat(capture()).isInstanceOfAny(Refused.class, NotSent.class);
        assertThat(output).contains("ERROR").doesNotContain(SECRET);
    }

    @Test
    void withoutAnAccessTokenNothingWasAsked() {
        only(TOKEN, 503, "");
        assertThat(capture()).isInstanceOf(NotSent.class);
        assertThat(asked(ORDER)).isZero();
        assertThat(paypal.read("O1")).isInstanceOf(Unknown.class);
    }

    @Test
    void anAccessTokenIsFetchedOnceForAllAndAgainBeforeItEnds() throws Exception {
        AtOnce.run(20, _ -> paypal.read("O1"));
        assertThat(asked(TOKEN)).isEqualTo(1);
        clock.advance(Duration.ofHours(8));
        paypal.read("O1");
        assertThat(asked(TOKEN)).isEqualTo(1);
        clock.advance(Duration.ofMinutes(59).plusSeconds(30));
        paypal.read("O1");
        assertThat(asked(TOKEN)).isEqualTo(2);
    }

    @Test
    void aRefusedAccessTokenIsReplacedOnce() {
        only(ORDER, 401, error("INVALID_TOKEN"));
        on(ORDER, 200, HELD);
        assertThat(paypal.read("O1")).isInstanceOf(Authorized.class);
        assertThat(asked(TOKEN)).isEqualTo(2);
        only(ORDER, 401, error("INVALID_TOKEN"));
        assertThat(paypal.read("O1")).isInstanceOf(Unknown.class);
        assertThat(asked(ORDER)).isEqualTo(4);
    }

    @Test
    void anOrderThatIsNotThereIsAbsentAndNoReasonToBelieveThatNothingHappened() {
        only(ORDER, 404, error("INVALID_RESOURCE_ID"));
        assertThat(paypal.read("O1")).isEqualTo(new Absent("not found"));
    }

    @Test
    void aCreationWithoutAnAnswerIsUnknown() {
        on("/v2/checkout/orders", 0, "");
        assertThat(paypal.create(new Create("key-1", "pay_1", new Money(1, "USD"), null, null)))
                .isInstanceOf(Unknown.class);
    }
}
