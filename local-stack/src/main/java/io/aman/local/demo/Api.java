package io.aman.local.demo;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** JSON over HTTP, as a client app would speak it. */
public final class Api {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * What came back.
     *
     * @param body the JSON, or a missing node where there was none
     * @param text the body as it was
     */
    public record Answer(int status, JsonNode body, String text, HttpHeaders headers) {

        /** Whether the server said that it gave an earlier answer again. */
        public boolean replayed() {
            return headers.firstValue("Idempotent-Replayed").isPresent();
        }

        /** The first header of that name, empty where absent. */
        public String header(String name) {
            return headers.firstValue(name).orElse("");
        }

        /** The body's text field of that name, empty where absent. */
        public String field(String name) {
            return body.path(name).asString("");
        }

        /** The body's elements where it is an array. */
        public Stream<JsonNode> elements() {
            return StreamSupport.stream(body.spliterator(), false);
        }
    }

    private final HttpClient http;
    private final URI base;
    private final List<String> headers;

    private Api(HttpClient http, URI base, List<String> headers) {
        this.http = http;
        this.base = base;
        this.headers = headers;
    }

    public static Api at(URI base) {
        var http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        return new Api(http, base, List.of());
    }

    /** From an address of this machine's own; where it has no such one, each call fails. */
    static Api at(URI base, String source) {
        var http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .localAddress(InetAddress.ofLiteral(source))
                .connectTimeout(Duration.ofSeconds(5))
                .build();
        return new Api(http, base, List.of());
    }

    /** The same server, with one more header on each request. */
    public Api with(String name, String value) {
        var more = new ArrayList<>(headers);
        more.add(name);
        more.add(value);
        return new Api(http, base, List.copyOf(more));
    }

    public Api signedIn(String token) {
        return with("Authorization", "Bearer " + token);
    }

    public Api once(String idempotencyKey) {
        return with("Idempotency-Key", idempotencyKey);
    }

    /** @throws UncheckedIOException when no answer came: nothing is known of the outcome */
    public Answer get(String path) {
        return send(request(path).GET().build());
    }

    /** @throws UncheckedIOException when no answer came: nothing is known of the outcome */
    public Answer post(String path, Map<String, ?> body) {
        var json = BodyPublishers.ofString(JSON.writeValueAsString(body), StandardCharsets.UTF_8);
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(json)
                .build());
    }

    /** @throws UncheckedIOException when no answer came: nothing is known of the outcome */
    public Answer put(String path, Map<String, ?> body) {
        var json = BodyPublishers.ofString(JSON.writeValueAsString(body), StandardCharsets.UTF_8);
        return send(request(path)
                .header("Content-Type", "application/json")
                .PUT(json)
                .build());
    }

    /** @throws UncheckedIOException when no answer came: nothing is known of the outcome */
    public Answer delete(String path) {
        return send(request(path).DELETE().build());
    }

    /** @throws UncheckedIOException when no answer came: nothing is known of the outcome */
    public Answer delete(String path, Map<String, ?> body) {
        var json = BodyPublishers.ofString(JSON.writeValueAsString(body), StandardCharsets.UTF_8);
        return send(request(path)
                .header("Content-Type", "application/json")
                .method("DELETE", json)
                .build());
    }

    /**
     * What goes on being said at that path; whoever closes it ends that.
     *
     * @param lastEventId after which to begin; empty for from now on
     * @throws UncheckedIOException when it does not begin
     */
    InputStream follow(String path, String lastEventId) {
        var request = request(path).header("Accept", "text/event-stream");
        if (!lastEventId.isEmpty()) {
            request.header("Last-Event-ID", lastEventId);
        }
        var response = exchange(request.GET().build(), BodyHandlers.ofInputStream());
        if (response.statusCode() != 200) {
            throw new UncheckedIOException(new IOException(path + " answered " + response.statusCode()));
        }
        return response.body();
    }

    /** The preflight of a browser that is on a page of that origin. */
    Answer preflight(String path, String origin) {
        return send(request(path)
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .method("OPTIONS", BodyPublishers.noBody())
                .build());
    }

    /** A POST of that many bytes, of which the server is not told how many come. */
    Answer postUnannounced(String path, int bytes) {
        var body = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[bytes]));
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(body)
                .build());
    }

    /** A POST without a body. */
    public Answer post(String path) {
        return send(request(path).POST(BodyPublishers.noBody()).build());
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(base.resolve(path)).timeout(TIMEOUT);
        return headers.isEmpty() ? request : request.headers(headers.toArray(String[]::new));
    }

    private Answer send(HttpRequest request) {
        var response = exchange(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
        return new Answer(response.statusCode(), parsed(response.body()), response.body(), response.headers());
    }

    private <T> HttpResponse<T> exchange(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (IOException e) {
            throw new UncheckedIOException(request.method() + " " + request.uri() + " got no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static JsonNode parsed(@Nullable String body) {
        if (body == null || body.isBlank()) {
            return MissingNode.getInstance();
        }
        try {
            return JSON.readTree(body);
        } catch (JacksonException _) {
            return MissingNode.getInstance();
        }
    }
}
