package io.aman.local.sandbox;

import io.aman.local.sandbox.provider.Fault;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** A sandbox and somebody who speaks HTTP with one of its providers. */
abstract class SandboxClient implements AutoCloseable {
    private final String provider;
    private final HttpClient http = HttpClient.newHttpClient();

    SandboxClient(String provider) {
        this.provider = provider;
    }

    abstract Sandbox sandbox();

    /** Lets the next fitting call or webhook go wrong. */
    void fault(Fault.Kind kind, String path, Duration pause) {
        sandbox().faults().add(new Fault(provider, kind, Optional.empty(), Pattern.compile(path), pause, 503), 1);
    }

    HttpResponse<String> exchange(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    URI uri(String path) {
        return sandbox().baseUrl().resolve(path);
    }

    @Override
    public void close() {
        http.shutdownNow();
        sandbox().close();
    }
}
