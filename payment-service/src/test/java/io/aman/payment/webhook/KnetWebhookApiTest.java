package io.aman.payment.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.payment.provider.NoticeReader;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;

/** Which callbacks of KNET are believed, and how they are answered. */
class KnetWebhookApiTest extends KnetPages {

    private static final String PATH = "/api/payments/webhook/knet";
    private static final Map<String, String> FORM = Map.of("Content-Type", "application/x-www-form-urlencoded");
    private static final String OPENING = "paymentid=1002&result=CAPTURED&auth=1&ref=&trackid=";

    @Autowired
    private List<NoticeReader> readers;

    private static String encrypted(String plain) {
        return SANDBOX.knet().terminal().encrypt(plain);
    }

    private static String captured(Open open, String amount) {
        return OPENING + open.trackId() + "&udf1=&udf2=&amt=" + amount;
    }

    private Answer deliver(String trandata) {
        return send("POST", PATH, "trandata=" + trandata, FORM);
    }

    private static void assertRefused(Answer answer) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.string("code")).isEqualTo("INVALID_CALLBACK");
        assertThat(answer.text()).doesNotContain("REDIRECT=", "CAPTURED", "20.550", "90.550");
    }

    private long notices(Open open) {
        return mongo.count(Query.query(Criteria.where("paymentId").is(open.id())), MongoNotices.COLLECTION);
    }

    @Test
    void aStoredCallbackIsReadAgainAsItWasAndAnotherPaymentsIsRefused() {
        var open = open();
        command(open, "pay", "{}");
        awaitState(open, "CAPTURED");
        var stored = mongo.findOne(Query.query(Criteria.where("paymentId").is(open.id())), Document.class, "notices");
        var reader = readers.stream()
                .filter(one -> one.provider().equals("knet"))
                .findFirst()
                .orElseThrow();
        var today = reader.read(stored.getString("body")).orElseThrow();
        assertThat(today.eventId()).isEqualTo(stored.getString("eventId"));
        assertThat(today.type()).isEqualTo(stored.getString("type"));
        assertThat(today.ref()).isEqualTo(stored.getString("ref"));
        assertThat(today.paymentId()).isEqualTo(open.id());
        assertThat(reader.read("trandata=" + encrypted(captured(open, "90.550"))))
                .isEmpty();
    }

    @Test
    void aRawBodyIsTheSame() {
        var open = open();
        assertThat(command(open, "pay", "{\"raw\":true}").path("status").asString())
                .isEqualTo("captured");
        awaitState(open, "CAPTURED");
    }

    @Test
    void theAnswerIsExactlyOneLineForDuplicatesToo() {
        var open = open();
        var trandata = encrypted(captured(open, "20.550"));
        for (var form : List.of(trandata, trandata, trandata.toUpperCase(java.util.Locale.ROOT))) {
            var answer = deliver(form);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.http().headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/plain");
            assertThat(answer.text()).isEqualTo("REDIRECT=https://shop.example/return?payment=" + open.id());
        }
        assertThat(notices(open)).isOne();
        assertThat(attempt(open.id()).getList("callbacks", Document.class)).hasSize(1);
        assertThat(payment(open.id()).string("state"))
                .as("a callback proves nothing")
                .isNotEqualTo("CAPTURED");
    }

    @Test
    void anotherAmountIsRefused() {
        var open = open();
        assertRefused(deliver(encrypted(captured(open, "90.550"))));
        assertRefused(deliver(encrypted(captured(open, "20.55"))));
        assertThat(notices(open)).isZero();
    }

    @Test
    void aFlippedBitThatMakes20Into90IsRefused() {
        var open = open();
        var plain = captured(open, "20.550");
        var honest = HexFormat.of().parseHex(encrypted(plain));
        int digit = plain.indexOf("amt=") + 4;
        var flipped = honest.clone();
        flipped[digit - 16] ^= (byte) ('2' ^ '9');
        assertRefused(deliver(HexFormat.of().formatHex(flipped)));
        assertThat(notices(open)).isZero();
    }

    @Test
    void theSandboxesOwnTamperedCallbackIsRefused() {
        var open = open();
        command(open, "pay", "{}");
        assertThat(command(open, "callback", "{\"tamper\":true}").path("status").asInt())
                .isEqualTo(400);
        assertThat(command(open, "callback", "{}").path("body").asString()).startsWith("REDIRECT=");
    }

    @Test
    void blocksOfAnotherMessageAreRefused() {
        var open = open();
        var other = open();
        var mine = encrypted(captured(open, "20.550"));
        var theirs = encrypted(captured(other, "20.550"));
        for (int cut = 32; cut < mine.length(); cut += 32) {
            var spliced = deliver(mine.substring(0, cut) + theirs.substring(cut));
            // a splice may come out as the other's own message, which is honest: never as anything else
            if (spliced.status() != 400) {
                assertThat(spliced.text()).contains(other.id());
            }
        }
        assertThat(payment(open.id()).string("state")).isEqualTo("REQUIRES_ACTION");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "trandata=",
                "trandata=zz",
                "trandata=00",
                "trandata=%zz",
                "trandata=00000000000000000000000000000000",
                "00000000000000000000000000000000",
                "<html>",
                "{\"trandata\":\"00\"}",
                "Error=IPAY0100048&ErrorText=Cancelled",
                "Error=IPAY0100048&trackid=PAY0000000001&amt=20.550",
                "Error=%3Cscript%3E&trackid=PAY0000000001&amt=20.550",
                "trackid=PAY0000000001&amt=20.550&result=CAPTURED",
                "trandata=00&trandata=00",
            })
    void hostileBodiesAreRefusedInTheSameWords(String body) {
        assertRefused(send("POST", PATH, body, FORM));
    }

    @Test
    void anUnknownTrackIdIsRefused() {
        assertRefused(deliver(encrypted(OPENING + "PAY0000000001&amt=20.550")));
    }

    @Test
    void aResultInClearIsNotTakenForAnEncryptedOne() {
        var open = open();
        assertRefused(send("POST", PATH, captured(open, "20.550"), FORM));
    }

    @Test
    void anErrorInClearIsOnlyAReasonToInquire() {
        var open = open();
        var form = "paymentid=1002&trackid=" + open.trackId() + "&Error=IPAY0100048&ErrorText=Cancelled&amt=20.550";
        assertThat(send("POST", PATH, form, FORM).text()).startsWith("REDIRECT=");
        assertThat(send("POST", PATH, form, FORM).text()).startsWith("REDIRECT=");
        assertThat(notices(open)).isOne();
        command(open, "pay", "{}");
        awaitState(open, "CAPTURED");
    }

    @Test
    void aLargeBodyIsRefused() {
        assertThat(deliver("0".repeat(17 * 1024)).status()).isEqualTo(413);
    }
}
