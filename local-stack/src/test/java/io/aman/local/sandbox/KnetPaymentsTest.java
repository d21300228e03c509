package io.aman.local.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.aman.local.sandbox.knet.Merchant;
import io.aman.local.sandbox.provider.Fault;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KnetPaymentsTest {
    private static int tracks;

    private final KnetShop shop = new KnetShop();

    @AfterEach
    void calm() {
        shop.answer = new Merchant.Answer(200, "REDIRECT=" + KnetShop.RECEIPT);
        shop.sandbox.faults().clear();
        shop.told.clear();
    }

    @AfterAll
    void close() {
        shop.close();
    }

    private static String track() {
        return "PAY%010d".formatted(++tracks);
    }

    @Test
    void theEncryptionIsTheOneOfThePublicVector() {
        assertThat(KnetShop.TERMINAL.encrypt("paymentid=1&result=CAPTURED&trackid=T1&amt=1.500"))
                .isEqualTo("d5aedc57afd7eeb77407350b5b54a18cc5fe348bf9ad70b935658c613425ecf0"
                        + "2f3dd60efb73376b16f5a08f83197904ae429703309e8a9414543dc4cc052926");
    }

    @Test
    void thePayerPaysOnThePageAndIsSentToTheReceipt() {
        var track = track();
        var location = shop.open(KnetShop.purchase(track))
                .headers()
                .firstValue("Location")
                .orElseThrow();
        var page = shop.exchange(HttpRequest.newBuilder(java.net.URI.create(location)));
        assertThat(page.body()).contains("Payment of 20.550 KWD", "value=\"pay\"");
        assertThat(shop.inquiry(track)).contains("IPAY0100263");
        var paid = shop.exchange(HttpRequest.newBuilder(java.net.URI.create(location))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("outcome=pay")));
        assertThat(paid.statusCode()).isEqualTo(303);
        assertThat(paid.headers().firstValue("Location")).contains(KnetShop.RECEIPT);
        assertThat(shop.told).singleElement().satisfies(told -> {
            assertThat(told.contentType()).isEqualTo("application/x-www-form-urlencoded");
            assertThat(told.body()).matches("trandata=[0-9a-f]+").doesNotContain(track);
        });
        assertThat(shop.inquiry(track))
                .startsWith("<result>SUCCESS</result><auth>")
                .contains("<amt>20.550</amt>", "<trackid>" + track + "</trackid>");
    }

    @ParameterizedTest
    @CsvSource({
        "id, 1, IPAY0100006",
        "password, wrong, IPAY0100015",
        "action, 4, IPAY0100020",
        "currencycode, 840, IPAY0100022",
        "amt, 20.55, IPAY0100025",
        "amt, 0.000, IPAY0100025",
        "amt, 1000000.000, IPAY0100025",
        "trackid, PAY-1, IPAY0100027",
        "trackid, '', IPAY0100027",
        "udf1, a@b, IPAY0100028",
        "udf3, 1234567, IPAY0100028",
        "responseURL, http://shop.example/x, IPAY0100004",
        "langid, FR, IPAY0100013",
    })
    void whatKnetDoesNotTakeIsToldAtTheErrorUrl(String field, String value, String code) {
        var fields = KnetShop.purchase(track());
        fields.put(field, value);
        var location = shop.open(fields).headers().firstValue("Location").orElseThrow();
        assertThat(location).startsWith("https://shop.example/pay/error?").contains("Error=" + code);
    }

    @Test
    void aTrackIdIsTakenOnce() {
        var track = track();
        shop.open(KnetShop.purchase(track));
        assertThat(shop.open(KnetShop.purchase(track)).headers().firstValue("Location"))
                .get()
                .asString()
                .contains("IPAY0100114");
    }

    @Test
    void whatCannotBeDecryptedIsToldAtTheErrorUrl() {
        assertThat(shop.open("d5ae", KnetShop.purchase(track())).headers().firstValue("Location"))
                .get()
                .asString()
                .contains("IPAY0100176");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "OK",
                "<html>REDIRECT=https://shop.example/receipt</html>",
                "REDIRECT=http://shop.example/receipt",
                "REDIRECT=https://shop.example/receipt\nthanks",
            })
    void anythingButTheOneLineReversesThePayment(String body) {
        shop.answer = new Merchant.Answer(200, body);
        assertReversed(track());
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 500, 503})
    void anyOtherStatusReversesThePayment(int status) {
        shop.answer = new Merchant.Answer(status, "REDIRECT=" + KnetShop.RECEIPT);
        assertReversed(track());
    }

    private void assertReversed(String track) {
        var payment = shop.after(track, "pay", "{}");
        assertThat(payment.path("status").asString()).isEqualTo("reversed");
        assertThat(payment.path("captured").asLong()).isZero();
        assertThat(payment.path("browser").asString()).startsWith("https://shop.example/pay/error?");
        assertThat(shop.inquiry(track)).contains("<result>FAILURE(NOT CAPTURED)</result>");
    }

    @Test
    void aCancellationIsToldInClearOrOnRequestEncrypted() {
        shop.after(track(), "cancel", "{}");
        assertThat(shop.told.getFirst().body()).contains("Error=IPAY0100048", "ErrorText=Cancelled");
        shop.after(track(), "cancel", "{\"encrypted\":true,\"raw\":true}");
        assertThat(shop.told.getLast().body()).matches("[0-9a-f]+");
    }

    @ParameterizedTest
    @CsvSource({
        "captured, SUCCESS",
        "not-captured, FAILURE(NOT CAPTURED)",
        "suspected, FAILURE(SUSPECTED)",
    })
    void theBankSettlesAHostTimeoutLater(String verdict, String result) {
        var track = track();
        assertThat(shop.after(track, "host-timeout", "{}").path("captures").asInt())
                .isZero();
        assertThat(shop.inquiry(track)).contains("<result>HOST TIMEOUT</result>");
        shop.command(track, "settle", "{\"result\":\"" + verdict + "\"}");
        assertThat(shop.inquiry(track)).contains("<result>" + result + "</result>");
    }

    @Test
    void partsAreRefundedUpToWhatWasCapturedAndNoRequestIsRecognizedAgain() {
        var track = track();
        shop.after(track, "pay", "{}");
        assertThat(shop.refund("5.500", track)).startsWith("<result>CAPTURED</result>");
        assertThat(shop.refund("5.500", track)).startsWith("<result>CAPTURED</result>");
        assertThat(shop.refund("9.551", track)).contains("!ERROR!-GW00181");
        assertThat(shop.refund("9.550", track)).startsWith("<result>CAPTURED</result>");
        assertThat(shop.ledger(track).path("refunded").asLong()).isEqualTo(20_550);
        assertThat(shop.ledger(track).path("refunds").asInt()).isEqualTo(3);
    }

    @Test
    void anAnswerThatGotLostLeavesTheRefund() {
        var track = track();
        shop.after(track, "pay", "{}");
        shop.fault(Fault.Kind.TIMEOUT_AFTER_EFFECT, "tranPipe", Duration.ofMillis(50));
        assertThatThrownBy(() -> shop.refund("5.500", track)).isInstanceOf(IllegalStateException.class);
        assertThat(shop.ledger(track).path("refunded").asLong()).isEqualTo(5_500);
    }

    @Test
    void capturedMoneyCanBeVoidedLater() {
        var track = track();
        shop.after(track, "pay", "{}");
        shop.command(track, "void", "{}");
        assertThat(shop.inquiry(track)).contains("FAILURE(NOT CAPTURED)");
        assertThat(shop.refund("5.500", track)).contains("!ERROR!");
    }

    @Test
    void aCallbackComesTwiceOrNever() {
        shop.fault(Fault.Kind.DUPLICATE_WEBHOOK, "CAPTURED", Duration.ZERO);
        shop.after(track(), "pay", "{}");
        assertThat(shop.told).hasSize(2);
        assertThat(shop.told.getFirst()).isEqualTo(shop.told.getLast());
        shop.fault(Fault.Kind.DROP_WEBHOOK, "CAPTURED", Duration.ZERO);
        assertThat(shop.after(track(), "pay", "{}").path("status").asString()).isEqualTo("captured");
        assertThat(shop.told).hasSize(2);
    }

    @Test
    void aCallbackLetsAnotherOneGoFirst() {
        shop.fault(Fault.Kind.REORDER_WEBHOOKS, "^NOT CAPTURED", Duration.ofSeconds(20));
        var declined = CompletableFuture.runAsync(() -> shop.after(track(), "decline", "{}"));
        await().until(() -> shop.sandbox.faults().list().isEmpty());
        shop.after(track(), "cancel", "{}");
        assertThat(declined).succeedsWithin(Duration.ofSeconds(10));
        assertThat(shop.told.getFirst().body()).contains("IPAY0100048");
        assertThat(shop.told).hasSize(2);
    }

    @Test
    void aFlippedBitIsAnotherAmountAndChangesOneByteOfWhatIsSent() {
        var track = track();
        shop.after(track, "pay", "{}");
        assertThat(shop.command(track, "callback", "{\"tamper\":true}")
                        .path("status")
                        .asInt())
                .isEqualTo(200);
        var honest = shop.told.getFirst().body();
        var tampered = shop.told.getLast().body();
        assertThat(tampered).hasSameSizeAs(honest).isNotEqualTo(honest);
    }

    @Test
    void hostileXmlIsRefused() {
        var xml = "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><request><id>&x;</id></request>";
        assertThat(shop.pipe(xml)).contains("IPAY0100013");
        assertThat(shop.pipe("<request")).contains("IPAY0100013");
    }

    @Test
    void anUnknownTrackIdOrACommandThatMakesNoSenseIsRefused() {
        assertThat(shop.command("NOBODY", "pay", "{}").has("error")).isTrue();
        var track = track();
        shop.after(track, "pay", "{}");
        assertThat(shop.command(track, "pay", "{}").has("error")).isTrue();
        assertThat(shop.command(track, "settle", "{\"result\":\"captured\"}").has("error"))
                .isTrue();
        assertThat(shop.command(track, "dance", "{}").has("error")).isTrue();
    }

    @Test
    void aRestartKeepsTheLedgerAndReversesWhatWasNeverAcknowledged(@TempDir Path folder) {
        var options = SandboxOptions.forTests().keptIn(folder);
        try (var before = new KnetShop(options)) {
            before.after("PAID", "pay", "{}");
            before.hasCrashed = true;
            before.open(KnetShop.purchase("OWED"));
            assertThat(before.post("OWED", "pay", "{}").statusCode()).isEqualTo(500);
        }
        try (var after = new KnetShop(options)) {
            assertThat(after.inquiry("PAID")).contains("SUCCESS");
            assertThat(after.inquiry("OWED")).contains("FAILURE(NOT CAPTURED)");
        }
    }
}
