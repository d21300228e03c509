package io.aman.bench.webhook;

import io.aman.bench.webhook.Ledger.Known;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Stripe's side: events of about the size Stripe's have, signed as Stripe signs. One in ten is about a payment that
 * exists, and makes the service read the provider; the others tell of charges, which are stored and not acted on.
 */
final class Webhooks implements AutoCloseable {

    private static final int ABOUT_A_PAYMENT = 10;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    /** Stands for the many fields of an object that nobody reads; a charge's event has about 3 KB. */
    private static final String REST = "x".repeat(2_500);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
    private final URI target;
    private final SecretKeySpec key;
    private final List<Known> payments;
    private final AtomicLong made = new AtomicLong();
    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final Queue<String> forged = new ConcurrentLinkedQueue<>();

    /** @param secret what Stripe signs with */
    Webhooks(URI entrance, String secret, List<Known> payments) {
        this.target = entrance.resolve("/api/payments/webhook/stripe");
        this.key = key(secret);
        this.payments = payments;
    }

    private static SecretKeySpec key(String secret) {
        return new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    /** @return whether it was acknowledged */
    boolean send(long number) {
        var eventId = "evt_bench_" + made.getAndIncrement();
        var isAcknowledged = answer(event(number, eventId), key) == 200;
        if (isAcknowledged) {
            acknowledged.add(eventId);
        }
        return isAcknowledged;
    }

    /** As {@link #send}, signed by somebody who does not have the secret. @return whether it was refused */
    boolean forge(long number) {
        var eventId = "evt_forged_" + made.getAndIncrement();
        forged.add(eventId);
        return answer(event(number, eventId), key("whsec_guessed")) == 400;
    }

    private int answer(String body, SecretKeySpec signingKey) {
        var request = HttpRequest.newBuilder(target)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .header("Stripe-Signature", signature(body, signingKey))
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException _) {
            return 0;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /** Those acknowledged by now are not asked for any more. */
    void forget() {
        acknowledged.clear();
    }

    List<String> acknowledged() {
        return List.copyOf(acknowledged);
    }

    List<String> forged() {
        return List.copyOf(forged);
    }

    private String event(long number, String id) {
        return number % ABOUT_A_PAYMENT == 0
                ? aboutPayment(id, payments.get((int) (number / ABOUT_A_PAYMENT % payments.size())))
                : aboutCharge(id);
    }

    private static String aboutPayment(String eventId, Known payment) {
        return event(eventId, "payment_intent.succeeded", """
                {"id":"%s","object":"payment_intent","metadata":{"payment_id":"%s"},"description":"%s"}""".formatted(payment.intentId(), payment.paymentId(), REST));
    }

    private static String aboutCharge(String eventId) {
        return event(eventId, "charge.updated", """
                {"id":"ch_%s","object":"charge","metadata":{},"description":"%s"}""".formatted(eventId, REST));
    }

    private static String event(String id, String type, String object) {
        return """
                {"id":"%s","object":"event","type":"%s","livemode":false,"data":{"object":%s}}""".formatted(id, type, object);
    }

    /** @see <a href="https://docs.stripe.com/webhooks/signatures">Webhook signatures</a> */
    private static String signature(String body, SecretKeySpec key) {
        var at = Clock.systemUTC().instant().getEpochSecond();
        try {
            var mac = Mac.getInstance(key.getAlgorithm());
            mac.init(key);
            var signed = mac.doFinal((at + "." + body).getBytes(StandardCharsets.UTF_8));
            return "t=" + at + ",v1=" + HexFormat.of().formatHex(signed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + key.getAlgorithm(), e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
