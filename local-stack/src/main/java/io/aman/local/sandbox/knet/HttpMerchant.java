package io.aman.local.sandbox.knet;

import io.aman.local.sandbox.provider.OutgoingHttp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

/** Calls response URLs over HTTP and follows no redirect, as KNET does not. */
public final class HttpMerchant implements Merchant, AutoCloseable {
    private final OutgoingHttp http = new OutgoingHttp();

    @Override
    public Answer tell(URI responseUrl, String contentType, String body) throws IOException, InterruptedException {
        var request =
                OutgoingHttp.to(responseUrl).header("Content-Type", contentType).POST(BodyPublishers.ofString(body));
        var response = http.send(request, BodyHandlers.ofString());
        return new Answer(response.statusCode(), response.body());
    }

    @Override
    public void close() {
        http.close();
    }
}
