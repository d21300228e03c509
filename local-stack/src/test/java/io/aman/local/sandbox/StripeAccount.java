package io.aman.local.sandbox;

import static com.stripe.param.PaymentIntentCreateParams.CaptureMethod.MANUAL;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.net.RequestOptions;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentCreateParams;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A sandbox with stripe-java beside it, unchanged but for its base URL. */
final class StripeAccount extends SandboxClient {
    final Received received = new Received();
    final Sandbox sandbox;
    final StripeClient client;

    StripeAccount() {
        this(SandboxOptions.forTests());
    }

    StripeAccount(SandboxOptions options) {
        super("stripe");
        sandbox = Sandbox.start(options.sendingTo(received));
        client = client(sandbox.stripe().keys().apiKey(), Duration.ofSeconds(20));
    }

    @Override
    Sandbox sandbox() {
        return sandbox;
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

    /** A request as curl would send it, with the account's key. */
    HttpResponse<String> raw(String method, String path, String body) {
        return exchange(HttpRequest.newBuilder(uri(path))
                .header("Authorization", "Bearer " + sandbox.stripe().keys().apiKey())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .method(method, BodyPublishers.ofString(body)));
    }
}
