package io.aman.gateway.upstream;

import io.aman.gateway.call.Ascii;
import io.aman.gateway.call.Call;
import io.aman.gateway.observe.ServiceSpan;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClient.ResponseReceiver;

/**
 * One process of a service, and how it is asked: by connections of the thread that serves the client, so that no request
 * changes threads.
 */
final class Address {

    private final URI uri;
    private final String host;
    private final HttpClient client;
    private final Map<EventLoop, HttpClient> clients = new ConcurrentHashMap<>();

    /** @param client knows where it is and how patient to be */
    Address(URI uri, HttpClient client) {
        this.uri = uri;
        this.host = uri.getRawAuthority();
        this.client = client;
    }

    URI uri() {
        return uri;
    }

    /** Sends nothing before somebody subscribes to what becomes of it. */
    ResponseReceiver<?> send(Call call, @Nullable ServiceSpan span, Publisher<ByteBuf> body) {
        return at(call).request(call.request().method()).uri(call.target()).send((request, out) -> {
            passOn(call.headers(), request.requestHeaders(), span);
            return call.hasBody() ? out.send(body) : Mono.empty();
        });
    }

    private void passOn(HttpHeaders from, HttpHeaders to, @Nullable ServiceSpan span) {
        to.clear();
        for (var lines = from.iteratorCharSequence(); lines.hasNext(); ) {
            var line = lines.next();
            to.add(line.getKey(), Ascii.of(line.getValue()));
        }
        to.set(HttpHeaderNames.HOST, host).remove(HttpHeaderNames.EXPECT);
        if (span != null) {
            span.propagate(to::set);
        }
    }

    private HttpClient at(Call call) {
        var loop = new EventLoop[1];
        call.request()
                .withConnection(connection -> loop[0] = connection.channel().eventLoop());
        var known = clients.get(loop[0]);
        return known != null ? known : clients.computeIfAbsent(loop[0], one -> client.runOn(new OneLoop(one)));
    }
}
