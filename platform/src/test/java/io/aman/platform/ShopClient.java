package io.aman.platform;

import io.aman.testing.TestTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the shop over real HTTP. */
public record ShopClient(HttpClient http, int port) {

    private static final JsonMapper JSON = new JsonMapper();

    public ShopClient(int port) {
        this(HttpClient.newHttpClient(), port);
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    /** A request of a caller with these permissions. */
    public HttpRequest.Builder as(String userId, String path, String... permissions) {
        return request(path).header("Authorization", TestTokens.bearer(userId, permissions));
    }

    public HttpRequest.Builder order(String key, String body) {
        return post(as("usr_1", "/api/shop/orders", "shop.order"), body).header("Idempotency-Key", key);
    }

    public static HttpRequest.Builder post(HttpRequest.Builder request, String body) {
        return request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
    }

    public static String newKey() {
        return UUID.randomUUID().toString();
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public static JsonNode json(HttpResponse<String> response) {
        return JSON.readTree(response.body());
    }

    /** The {@code code} of a problem document, after checking that it is one. */
    public static String code(HttpResponse<String> response) {
        var problem = json(response);
        var code = problem.get("code").asString();
        var type = "urn:aman:problem:" + code.toLowerCase(Locale.ROOT).replace('_', '-');
        if (!response.headers().firstValue("Content-Type").orElse("").startsWith("application/problem+json")
                || problem.get("status").asInt() != response.statusCode()
                || !problem.get("type").asString().equals(type)
                || problem.get("title").asString().isBlank()
                || problem.get("traceId").asString().isBlank()) {
            throw new AssertionError(
                    "no problem document of the house: " + response.headers().map() + problem);
        }
        return code;
    }
}
