package io.aman.gateway.edge;

import io.aman.gateway.call.Call;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.timeout.ReadTimeoutException;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Holds a body to the limit of its route, or of all: by its declared length, or counted as it streams. Nothing is
 * unpacked: a compressed body is as large as its bytes. What goes wrong with a body is the client's, and is told apart
 * here from what goes wrong with the service.
 */
final class Bodies {

    private final long maxBytes;

    Bodies(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** @throws EdgeError.BodyTooLarge by what it declares */
    void requireSmall(Call call, Route route) {
        var length = call.headers().get(HttpHeaderNames.CONTENT_LENGTH);
        var limit = limit(route);
        if (length != null && Long.parseLong(length) > limit) {
            throw new EdgeError.BodyTooLarge(limit);
        }
    }

    /** The body as it comes in, which fails by an {@link EdgeError}. */
    Publisher<ByteBuf> of(Call call, Route route) {
        return call.hasBody() ? received(call, limit(route)) : Mono.empty();
    }

    private long limit(Route route) {
        return Math.min(route.maxBodyBytes(), maxBytes);
    }

    private static Flux<ByteBuf> received(Call call, long limit) {
        return Flux.defer(() -> {
                    var total = new long[1];
                    return call.request().receive().<ByteBuf>handle((piece, sink) -> {
                        total[0] += piece.readableBytes();
                        if (total[0] > limit) {
                            sink.error(new EdgeError.BodyTooLarge(limit));
                        } else {
                            sink.next(piece.retain());
                        }
                    });
                })
                .onErrorMap(Bodies::asTheClients);
    }

    private static EdgeError asTheClients(Throwable error) {
        return switch (error) {
            case EdgeError known -> known;
            case ReadTimeoutException _ -> new EdgeError.BodyTooSlow();
            default -> new EdgeError.BodyIncomplete();
        };
    }
}
