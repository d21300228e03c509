package io.aman.payment.provider.paypal;

import io.aman.payment.provider.ProviderHttp;
import io.aman.payment.provider.paypal.PayPalAccess.Denied;
import io.aman.payment.provider.paypal.PayPalAccess.Token;
import io.aman.payment.provider.paypal.PayPalReply.Done;
import io.aman.payment.provider.paypal.PayPalReply.Failed;
import io.aman.payment.provider.paypal.PayPalReply.NeverSent;
import io.aman.payment.provider.paypal.PayPalReply.NoAnswer;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * PayPal's REST API: each call is sent once, but for one that is refused because the access token has ended before its
 * time.
 *
 * @see <a href="https://developer.paypal.com/api/rest/requests/">Requests</a>
 */
final class PayPalClient {

    static final JsonMapper JSON = JsonMapper.shared();

    private static final int UNAUTHORIZED = 401;
    private static final int MAX_REPLY_BYTES = 1024 * 1024;
    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_]{1,64}");

    private final ProviderHttp http;
    private final String base;
    private final PayPalTokens tokens;

    PayPalClient(PayPalProperties properties, Clock clock) {
        this.http = new ProviderHttp(properties.connectTimeout(), properties.readTimeout());
        this.base = properties.baseUrl().toString();
        this.tokens = new PayPalTokens(http, properties, clock);
    }

    /** @param id whatever PayPal has called it */
    static String path(String prefix, String id) {
        return prefix + URLEncoder.encode(id, StandardCharsets.UTF_8);
    }

    PayPalReply get(String path) {
        return send(request(path).GET());
    }

    /** @param key one effect each for as long as PayPal keeps it */
    PayPalReply post(String path, ObjectNode body, String key) {
        return send(request(path)
                .header("PayPal-Request-Id", key)
                .header("Prefer", "return=representation")
                .POST(BodyPublishers.ofString(body.toString())));
    }

    /** Whatever is not there is removed as well as what was. */
    PayPalReply delete(String path) {
        return send(request(path).DELETE());
    }

    /** Something that changes nothing. */
    PayPalReply ask(String path, byte[] json) {
        return send(request(path).POST(BodyPublishers.ofByteArray(json)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).header("Content-Type", "application/json");
    }

    private PayPalReply send(HttpRequest.Builder request) {
        return switch (tokens.current()) {
            case Denied denied -> denied.reply();
            case Token token -> {
                var reply = send(request, token);
                yield isTooOld(reply) ? sendWithAnother(request, token) : reply;
            }
        };
    }

    private static boolean isTooOld(PayPalReply reply) {
        return reply instanceof Failed failed && failed.status() == UNAUTHORIZED;
    }

    private PayPalReply sendWithAnother(HttpRequest.Builder request, Token refused) {
        tokens.forget(refused);
        return switch (tokens.current()) {
            case Denied denied -> denied.reply();
            case Token token -> send(request, token);
        };
    }

    private PayPalReply send(HttpRequest.Builder request, Token token) {
        return send(
                http,
                request.setHeader("Authorization", "Bearer " + token.value()).build());
    }

    static PayPalReply send(ProviderHttp http, HttpRequest request) {
        return http.<byte[], PayPalReply>exchange(
                request,
                BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_REPLY_BYTES),
                PayPalClient::reply,
                NoAnswer::new,
                NeverSent::new);
    }

    private static PayPalReply reply(HttpResponse<byte[]> response) {
        var body = json(response.body());
        if (response.statusCode() / 100 != 2) {
            return new Failed(response.statusCode(), issue(body), word(body == null ? null : text(body, "debug_id")));
        }
        return body == null ? new NoAnswer("an answer that cannot be read") : new Done(body);
    }

    private static @Nullable JsonNode json(byte[] body) {
        try {
            return body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body);
        } catch (JacksonException _) {
            return null;
        }
    }

    /** The first detail says more than the error's name. */
    private static String issue(@Nullable JsonNode body) {
        if (body == null) {
            return word(null);
        }
        var detail = text(body.path("details").path(0), "issue");
        var name = detail == null ? text(body, "name") : detail;
        return word(name == null ? text(body, "error") : name);
    }

    /** PayPal's codes are words; whatever else comes is not passed on. */
    static String word(@Nullable String text) {
        return text != null && WORD.matcher(text).matches() ? text : "unspecified";
    }

    static @Nullable String text(JsonNode node, String field) {
        var value = node.path(field);
        return value.isString() ? value.stringValue() : null;
    }
}
