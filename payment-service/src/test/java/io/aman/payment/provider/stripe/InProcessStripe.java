package io.aman.payment.provider.stripe;

import com.stripe.StripeClient;
import com.stripe.net.HttpClient;
import com.stripe.net.HttpHeaders;
import com.stripe.net.StripeRequest;
import com.stripe.net.StripeResponse;
import io.aman.local.sandbox.Sandbox;
import io.aman.local.sandbox.provider.Call;
import io.aman.payment.provider.PaymentProvider;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The Stripe adapter on a sandbox in the same process, without HTTP in between: for very many calls. */
public final class InProcessStripe extends HttpClient {

    private static final String PREFIX = "/stripe";

    private final Sandbox sandbox;

    private InProcessStripe(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    public static PaymentProvider provider(Sandbox sandbox) {
        return new StripeProvider(StripeClient.builder()
                .setApiKey(sandbox.stripe().keys().apiKey())
                .setApiBase("http://127.0.0.1" + PREFIX)
                .setMaxNetworkRetries(0)
                .setHttpClient(new InProcessStripe(sandbox))
                .build());
    }

    @Override
    public StripeResponse request(StripeRequest request) {
        var url = request.url();
        var content = request.content();
        var reply = sandbox.stripe()
                .serve(new Call(
                        request.method().name(),
                        url.getPath().substring(PREFIX.length()),
                        Optional.ofNullable(url.getQuery()).orElse(""),
                        URI.create("http://127.0.0.1"),
                        name -> request.headers().firstValue(name),
                        content == null ? "" : new String(content.byteArrayContent(), StandardCharsets.UTF_8)));
        var headers = reply.headers().entrySet().stream()
                .collect(Collectors.toMap(header -> header.getKey(), header -> List.of(header.getValue())));
        return new StripeResponse(reply.status(), HttpHeaders.of(headers), reply.body());
    }
}
