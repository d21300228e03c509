package io.aman.local.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.stripe.exception.StripeException;
import com.stripe.model.BalanceTransaction;
import com.stripe.model.Charge;
import com.stripe.param.BalanceTransactionListParams;
import com.stripe.param.DisputeListParams;
import com.stripe.param.RefundCreateParams;
import io.aman.local.sandbox.provider.Json;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StripeDisputesTest {
    private final StripeAccount stripe = new StripeAccount();

    @AfterEach
    void close() {
        stripe.close();
    }

    private HttpResponse<String> command(String path, String body) {
        return stripe.exchange(
                HttpRequest.newBuilder(stripe.uri("/_sandbox/stripe/" + path)).POST(BodyPublishers.ofString(body)));
    }

    private List<BalanceTransaction> movements(String type) throws StripeException {
        return stripe.client
                .v1()
                .balanceTransactions()
                .list(BalanceTransactionListParams.builder()
                        .setType(type)
                        .addExpand("data.source")
                        .build())
                .getData();
    }

    @Test
    void aDisputeTakesTheMoneyAndGivesItBackWhenItIsWon() throws Exception {
        var intent = stripe.captured(12_500).getId();
        var id = Json.read(
                        command("payment_intents/" + intent + "/dispute", "{}").body())
                .path("id")
                .asString();
        var listed = stripe.client
                .v1()
                .disputes()
                .list(DisputeListParams.builder().setPaymentIntent(intent).build())
                .getData();
        assertThat(listed).singleElement().satisfies(dispute -> {
            assertThat(dispute.getId()).isEqualTo(id);
            assertThat(dispute.getStatus()).isEqualTo("needs_response");
            assertThat(dispute.getAmount()).isEqualTo(12_500);
        });
        assertThat(command("disputes/" + id + "/close", "{\"outcome\":\"won\"}").statusCode())
                .isEqualTo(200);
        assertThat(stripe.client.v1().disputes().retrieve(id).getStatus()).isEqualTo("won");
        assertThat(command("disputes/" + id + "/close", "{\"outcome\":\"lost\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(movements("adjustment"))
                .extracting(BalanceTransaction::getAmount)
                .containsExactly(12_500L, -12_500L);
        await().untilAsserted(() ->
                assertThat(stripe.received.types(intent)).endsWith("charge.dispute.created", "charge.dispute.closed"));
    }

    @Test
    void everyCaptureAndRefundMovesTheBalance() throws Exception {
        var intent = stripe.captured(12_500);
        stripe.client
                .v1()
                .refunds()
                .create(RefundCreateParams.builder()
                        .setPaymentIntent(intent.getId())
                        .setAmount(500L)
                        .build());
        command("payment_intents/" + intent.getId() + "/refund", "{\"amount\":2000}");
        assertThat(movements("charge")).singleElement().satisfies(charge -> {
            assertThat(charge.getAmount()).isEqualTo(12_500);
            assertThat(charge.getNet()).isEqualTo(12_500 - charge.getFee());
            assertThat(charge.getSource()).isEqualTo(intent.getLatestCharge());
            assertThat(charge.getReportingCategory()).isEqualTo("charge");
            assertThat(charge.getSourceObject()).isInstanceOf(Charge.class);
        });
        assertThat(movements("refund"))
                .extracting(BalanceTransaction::getAmount)
                .containsExactly(-2_000L, -500L);
    }

    @Test
    void whatCannotBeDisputedOrClosedIsRefused() throws Exception {
        var held = stripe.held(12_500).getId();
        assertThat(command("payment_intents/" + held + "/dispute", "{}").statusCode())
                .isEqualTo(400);
        assertThat(command("payment_intents/pi_none/dispute", "{}").statusCode())
                .isEqualTo(404);
        assertThat(command("disputes/dp_none/close", "{\"outcome\":\"maybe\"}").statusCode())
                .isEqualTo(400);
        assertThat(command("payment_intents/" + held + "/refund", "[]").statusCode())
                .isEqualTo(400);
    }
}
