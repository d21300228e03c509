package io.aman.local.sandbox;

import static com.stripe.param.PaymentIntentCreateParams.CaptureMethod.MANUAL;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.net.RequestOptions;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentCreateParams;
import io.aman.local.sandbox.provider.Fault;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** A sandbox with stripe-java beside it, unchanged but for its base URL. */
final class StripeAccount implements AutoCloseable {
    final Received received = new Received();
    final Sandbox sandbox;
    final StripeClient client;
    private final HttpClient http = HttpClient.newHttpClient();

    StripeAccount() {
        this(SandboxOptions.forTests());
    }

    StripeAccount(SandboxOptions options) {
        sandbox = Sandbox.start(options.sendingTo(received));
        client = client(sandbox.stripe().keys().apiKey(), Duration.ofSeconds(20));
    }

    StripeClient client(String key, Duration patience) {
        return StripeClient.builder()
                .setApiKey(key)
                .setApiBase(sandbox.stripeUrl().toString())
                .setReadTimeout((int) patience.toMillis())
                .setMaxNetworkRetries(0)
                .build();
    }

    static PaymentIntentCreateParams.Builder kwd(long amount) {
        return PaymentIntentCreateParams.builder()
                .setAmount(amount)
                .setCurrency("kwd")
                .setCaptureMethod(MANUAL)
                .addPaymentMethodType("card")
                .putMetadata("payment_id", "PAY1");
    }

    static RequestOptions key(String key) {
        return RequestOptions.builder().setIdempotencyKey(key).build();
    }

    PaymentIntent created(long amount) throws StripeException {
        return client.v1().paymentIntents().create(kwd(amount).build());
    }

    PaymentIntent confirm(String id, String method) throws StripeException {
        var params = PaymentIntentConfirmParams.builder().setPaymentMethod(method);
        return client.v1().paymentIntents().confirm(id, params.build());
    }

    /** Held, not captured. */
    PaymentIntent held(long amount) throws StripeException {
        return confirm(created(amount).getId(), "pm_card_visa");
    }

    PaymentIntent captured(long amount) throws StripeException {
        return client.v1().paymentIntents().capture(held(amount).getId());
    }

    void fault(Fault.Kind kind, String path, Duration pause) {
        sandbox.faults().add(new Fault("stripe", kind, Optional.empty(), Pattern.compile(path), pause, 503), 1);
    }

    /** A request as curl would send it, with the account's key. */
    HttpResponse<String> raw(String method, String path, String body) {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Authorization", "Bearer " + sandbox.stripe().keys().apiKey())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method(method, BodyPublishers.ofString(body)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    URI uri(String path) {
        return sandbox.baseUrl().resolve(path);
    }

    @Override
    public void close() {
        http.shutdownNow();
        sandbox.close();
    }
}
