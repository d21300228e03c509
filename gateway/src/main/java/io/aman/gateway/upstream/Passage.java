package io.aman.gateway.upstream;

import io.aman.gateway.call.Ascii;
import io.aman.gateway.call.Call;
import io.aman.gateway.call.Connections;
import io.aman.gateway.call.HeaderNames;
import io.aman.gateway.stream.OpenStreams;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.ReferenceCountUtil;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.NettyPipeline;
import reactor.netty.http.client.HttpClientResponse;

/**
 * The way of a service's answer back to the client: only what is meant for the other end goes on, and each side frames
 * its own body. A short answer is sent when all of it is here, by one write; a long one as it comes, and a stream of
 * events piece by piece.
 */
final class Passage {

    private static final String EVENTS = "text/event-stream";
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;
    private static final int SHORT_BYTES = 64 * 1024;

    /** What ends here (RFC 9110, section 7.6.1), what frames the body, and what the gateway alone says. */
    private static final Set<String> OURS = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "x-content-type-options",
            "x-frame-options",
            "referrer-policy",
            "strict-transport-security",
            "x-request-id",
            "traceparent",
            "ratelimit",
            "ratelimit-policy");

    /** What the gateway says where a service says nothing. */
    private static final HeaderNames THEIRS =
            new HeaderNames(Set.of("content-security-policy", "cache-control")::contains);

    private static final HeaderNames ENDING =
            new HeaderNames(name -> OURS.contains(name) || name.startsWith("access-control-"));

    private final OpenStreams streams;

    Passage(OpenStreams streams) {
        this.streams = streams;
    }

    /** Sends it. */
    Publisher<Void> back(Call call, HttpClientResponse answer, Connection connection, Predicate<CharSequence> cookies) {
        var body = connection.inbound().receive().retain();
        if (type(answer).startsWith(EVENTS)) {
            // A stream is silent for as long as nothing happens.
            connection.removeHandler(NettyPipeline.ResponseTimeoutHandler);
            head(call, answer, cookies);
            return call.response().send(followed(call, body), _ -> true);
        }
        if (!isShort(call, answer)) {
            head(call, answer, cookies);
            return call.response().send(body);
        }
        return whole(body, connection.channel().alloc()).flatMap(bytes -> {
            head(call, answer, cookies);
            if (bytes.isReadable()) {
                return call.response().send(Mono.just(bytes)).then();
            }
            bytes.release();
            return call.response().send();
        });
    }

    static String type(HttpClientResponse answer) {
        var type = answer.responseHeaders().get(HttpHeaderNames.CONTENT_TYPE);
        return type == null ? "" : type;
    }

    private Flux<ByteBuf> followed(Call call, Flux<ByteBuf> body) {
        var caller = call.caller();
        return caller == null ? body : streams.follow(caller, body);
    }

    private static boolean isShort(Call call, HttpClientResponse answer) {
        var length = answer.responseHeaders().getInt(HttpHeaderNames.CONTENT_LENGTH, -1);
        var status = answer.status().code();
        return (length >= 0 && length <= SHORT_BYTES)
                || call.method().equals("HEAD")
                || status == NO_CONTENT
                || status == NOT_MODIFIED;
    }

    private static Mono<ByteBuf> whole(Flux<ByteBuf> body, ByteBufAllocator alloc) {
        return body.<CompositeByteBuf>collect(alloc::compositeBuffer, (all, piece) -> all.addComponent(true, piece))
                .doOnDiscard(ByteBuf.class, ReferenceCountUtil::safeRelease)
                .cast(ByteBuf.class);
    }

    private static void head(Call call, HttpClientResponse answer, Predicate<CharSequence> cookies) {
        call.response().status(answer.status());
        var from = answer.responseHeaders();
        var to = call.answerHeaders();
        var named = Connections.named(from);
        for (var entries = from.iteratorCharSequence(); entries.hasNext(); ) {
            var entry = entries.next();
            var name = entry.getKey();
            if (ENDING.contains(name)
                    || (HttpHeaderNames.SET_COOKIE.contentEqualsIgnoreCase(name) && !cookies.test(entry.getValue()))
                    || (!named.isEmpty() && named.contains(lower(name)))) {
                continue;
            }
            if (THEIRS.contains(name)) {
                to.set(name, entry.getValue());
            } else {
                to.add(name, Ascii.of(entry.getValue()));
            }
        }
    }

    private static String lower(CharSequence name) {
        return name.toString().toLowerCase(Locale.ROOT);
    }
}
