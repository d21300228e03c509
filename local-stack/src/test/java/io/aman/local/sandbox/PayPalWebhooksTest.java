package io.aman.local.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.aman.local.sandbox.paypal.PayPalCertificates;
import io.aman.local.sandbox.provider.Fault;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PayPalWebhooksTest {
    private static final String VERIFY = "/v1/notifications/verify-webhook-signature";

    private final PayPalAccount paypal = new PayPalAccount();

    @AfterEach
    void clear() {
        paypal.sandbox.faults().clear();
        paypal.received.answer(200);
    }

    @AfterAll
    void close() {
        paypal.close();
    }

    @Test
    void aReceiverThatTrustsTheAuthorityVerifiesEveryWebhookOffline() throws Exception {
        var ids = paypal.captured("2.51");
        for (var delivery : delivered(ids.getLast(), 1)) {
            verify(delivery, get("/_sandbox/paypal/ca.pem"));
        }
    }

    @Test
    void anotherInstallationsAuthorityDoesNotVouchForThisOne() {
        var delivery = delivered(paypal.captured("2.51").getLast(), 1).getFirst();
        var other = PayPalCertificates.make(Clock.systemUTC()).authorityPem();
        assertThatThrownBy(() -> verify(delivery, other)).isInstanceOf(CertPathValidatorException.class);
    }

    @Test
    void aTamperedBodyFailsOfflineAndOnline() {
        var capture = paypal.captured("2.51").getLast();
        var event = delivered(capture, 1).getFirst().id();
        var answer = paypal.command("events/" + event + "/deliver", "{\"tamper\": true}");
        assertThat(answer.text("/status")).isEqualTo("200");
        var tampered = paypal.received.about(capture).getLast();
        var authority = get("/_sandbox/paypal/ca.pem");
        assertThatThrownBy(() -> verify(tampered, authority)).isInstanceOf(SignatureException.class);
        assertThat(online(tampered, tampered.body())).isEqualTo("FAILURE");
    }

    @Test
    void theOnlineCheckIsAboutTheRawBytes() {
        var delivery = delivered(paypal.captured("2.51").getLast(), 1).getFirst();
        assertThat(online(delivery, delivery.body())).isEqualTo("SUCCESS");
        assertThat(online(delivery, delivery.body().replaceFirst(":", ": "))).isEqualTo("FAILURE");
    }

    @Test
    void theEventsHaveTheShapeOfPayPalsSamples() {
        var ids = paypal.captured("2.51");
        paypal.post("/v2/payments/captures/" + ids.getLast() + "/refund", PayPalAccount.amount("0.99"));
        var dispute =
                paypal.command("captures/" + ids.getLast() + "/dispute", "").text("/dispute_id");
        paypal.command("disputes/" + dispute + "/resolve", "{\"outcome\": \"CANCELED_BY_BUYER\"}");
        var types = List.of(
                "PAYMENT.CAPTURE.COMPLETED",
                "PAYMENT.CAPTURE.REFUNDED",
                "CUSTOMER.DISPUTE.CREATED",
                "CUSTOMER.DISPUTE.RESOLVED");
        for (var delivery : delivered(ids.getLast(), types.size())) {
            assertThat(PayPalDocuments.differencesFromSample(delivery.body())).isEmpty();
        }
        assertThat(paypal.received.types(ids.getLast())).isEqualTo(types);
    }

    @Test
    void aWebhookMayComeTwiceOrNeverOrLate() {
        paypal.fault(Fault.Kind.DUPLICATE_WEBHOOK, "CAPTURE.COMPLETED", Duration.ZERO);
        assertThat(delivered(paypal.captured("1.00").getLast(), 2)).hasSize(2);
        paypal.fault(Fault.Kind.DROP_WEBHOOK, "CAPTURE.COMPLETED", Duration.ZERO);
        var ids = paypal.captured("1.00");
        assertThat(paypal.sandbox
                        .webhooks()
                        .about(ids.getFirst())
                        .getLast()
                        .path("state")
                        .asString())
                .isEqualTo("DROPPED");
        paypal.fault(Fault.Kind.REORDER_WEBHOOKS, "ORDER.APPROVED", Duration.ofSeconds(5));
        var swapped = paypal.captured("1.00").getFirst();
        await().untilAsserted(() -> assertThat(paypal.received.types(swapped))
                .containsExactly("PAYMENT.CAPTURE.COMPLETED", "CHECKOUT.ORDER.APPROVED"));
        paypal.fault(Fault.Kind.DELAY_WEBHOOK, "ORDER.APPROVED", Duration.ofMillis(500));
        var late = paypal.captured("1.00").getFirst();
        await().untilAsserted(() -> assertThat(paypal.received.types(late))
                .containsExactly("PAYMENT.CAPTURE.COMPLETED", "CHECKOUT.ORDER.APPROVED"));
    }

    @Test
    void aLostCaseGivesTheMoneyBackToTheBuyer() {
        var ids = paypal.captured("8.00");
        var dispute = paypal.command("captures/" + ids.getLast() + "/dispute", PayPalAccount.amount("3.00"));
        assertThat(paypal.post("/v2/payments/captures/" + ids.getLast() + "/refund", PayPalAccount.amount("1.00"))
                        .issue())
                .isEqualTo("TRANSACTION_DISPUTED");
        var id = dispute.text("/dispute_id");
        assertThat(paypal.get("/v1/customer/disputes/" + id).body()).isEqualTo(dispute.body());
        assertThat(paypal.get("/v1/customer/disputes?disputed_transaction_id=" + ids.getLast())
                        .text("/items/0/dispute_id"))
                .isEqualTo(id);
        assertThat(paypal.command("disputes/" + id + "/review", "").state()).isEqualTo("UNDER_REVIEW");
        var resolved = paypal.command("disputes/" + id + "/resolve", "{\"outcome\": \"RESOLVED_BUYER_FAVOUR\"}");
        assertThat(resolved.text("/dispute_outcome/amount_refunded/value")).isEqualTo("3.00");
        assertThat(paypal.ledger(ids.getFirst()).path("reversed").asLong()).isEqualTo(300);
        await().untilAsserted(() -> assertThat(paypal.received.types(ids.getLast()))
                .containsExactly(
                        "PAYMENT.CAPTURE.COMPLETED",
                        "CUSTOMER.DISPUTE.CREATED",
                        "CUSTOMER.DISPUTE.UPDATED",
                        "PAYMENT.CAPTURE.REVERSED",
                        "CUSTOMER.DISPUTE.RESOLVED"));
    }

    private List<Received.Delivery> delivered(String about, int count) {
        await().until(() -> paypal.received.about(about).size() >= count);
        return paypal.received.about(about);
    }

    /** As a receiver does without asking PayPal: chain, name, signature over the raw bytes. */
    private void verify(Received.Delivery delivery, String authority) throws GeneralSecurityException {
        var chain =
                certificates(get(URI.create(header(delivery, "PAYPAL-CERT-URL")).getPath()));
        var trust = new PKIXParameters(
                Set.of(new TrustAnchor(certificates(authority).getFirst(), null)));
        trust.setRevocationEnabled(false);
        CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(List.of(chain.getFirst())), trust);
        assertThat(chain.getFirst().getSubjectX500Principal().getName())
                .contains("CN=messageverificationcerts.paypal.com");
        assertThat(header(delivery, "PAYPAL-AUTH-ALGO")).isEqualTo("SHA256withRSA");
        var crc = new CRC32();
        crc.update(delivery.body().getBytes(StandardCharsets.UTF_8));
        var message = String.join(
                "|",
                header(delivery, "PAYPAL-TRANSMISSION-ID"),
                header(delivery, "PAYPAL-TRANSMISSION-TIME"),
                paypal.sandbox.paypal().keys().webhookId(),
                Long.toString(crc.getValue()));
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(chain.getFirst());
        signature.update(message.getBytes(StandardCharsets.UTF_8));
        if (!signature.verify(Base64.getDecoder().decode(header(delivery, "PAYPAL-TRANSMISSION-SIG")))) {
            throw new SignatureException("another body was signed");
        }
    }

    private static List<X509Certificate> certificates(String pem) throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)))
                .stream()
                .map(X509Certificate.class::cast)
                .toList();
    }

    private static String header(Received.Delivery delivery, String name) {
        return delivery.headers().get(name);
    }

    private String get(String path) {
        return paypal.send(HttpRequest.newBuilder(paypal.uri(path))).response().body();
    }

    private String online(Received.Delivery delivery, String body) {
        var request = """
                {"auth_algo": "%s", "cert_url": "%s", "transmission_id": "%s", "transmission_sig": "%s",
                 "transmission_time": "%s", "webhook_id": "%s", "webhook_event": %s}""".formatted(
                        header(delivery, "PAYPAL-AUTH-ALGO"),
                        header(delivery, "PAYPAL-CERT-URL"),
                        header(delivery, "PAYPAL-TRANSMISSION-ID"),
                        header(delivery, "PAYPAL-TRANSMISSION-SIG"),
                        header(delivery, "PAYPAL-TRANSMISSION-TIME"),
                        paypal.sandbox.paypal().keys().webhookId(),
                        body);
        return paypal.send(paypal.call(VERIFY)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(request)))
                .text("/verification_status");
    }
}
