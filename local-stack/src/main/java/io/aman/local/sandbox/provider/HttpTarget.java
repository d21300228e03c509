package io.aman.local.sandbox.provider;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;

/** Posts webhooks to one server, whatever server their address names: as behind a gateway. */
public final class HttpTarget implements WebhookTarget, AutoCloseable {
    private static final String CONTENT_TYPE = "Content-Type";

    private final URI base;
    private final OutgoingHttp http = new OutgoingHttp();

    /** @param base the gateway, e.g. {@code http://127.0.0.1:8080} */
    public HttpTarget(URI base) {
        this.base = base;
    }

    @Override
    public int deliver(String provider, Map<String, String> headers, byte[] body)
            throws IOException, InterruptedException {
        return deliver(provider, "/api/payments/webhook/" + provider, headers, body);
    }

    @Override
    public int deliver(String provider, String address, Map<String, String> headers, byte[] body)
            throws IOException, InterruptedException {
        var request = OutgoingHttp.to(base.resolve(pathOf(URI.create(address)))).POST(BodyPublishers.ofByteArray(body));
        if (!headers.containsKey(CONTENT_TYPE)) {
            request.header(CONTENT_TYPE, "application/json; charset=utf-8");
        }
        headers.forEach(request::header);
        return http.send(request, BodyHandlers.discarding()).statusCode();
    }

    private static String pathOf(URI address) {
        return address.getRawQuery() == null
                ? address.getRawPath()
                : address.getRawPath() + "?" + address.getRawQuery();
    }

    @Override
    public void close() {
        http.close();
    }
}
