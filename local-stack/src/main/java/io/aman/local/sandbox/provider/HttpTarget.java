package io.aman.local.sandbox.provider;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/** Posts webhooks to {@code <base>/api/payments/webhook/<provider>}. */
public final class HttpTarget implements WebhookTarget, AutoCloseable {
    private final URI base;
    private final OutgoingHttp http = new OutgoingHttp();

    /** @param base the gateway, e.g. {@code http://127.0.0.1:8080} */
    public HttpTarget(URI base) {
        this.base = base;
    }

    @Override
    public int deliver(String provider, Map<String, String> headers, byte[] body)
            throws IOException, InterruptedException {
        var request = OutgoingHttp.to(base.resolve("/api/payments/webhook/" + provider))
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }

    @Override
    public void close() {
        http.close();
    }
}
