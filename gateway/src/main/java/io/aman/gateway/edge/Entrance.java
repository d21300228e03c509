package io.aman.gateway.edge;

import io.aman.gateway.call.Ascii;
import io.aman.gateway.call.Call;
import io.aman.gateway.observe.ObservedRequest;
import io.aman.platform.Ids;
import io.aman.platform.observability.Traces;
import io.aman.platform.security.ClientAddress;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The first checks: the shape, and who the client is. They cost no look-up and hold for every path. */
final class Entrance {

    private static final AsciiString REQUEST_ID = AsciiString.cached("X-Request-Id");
    private static final AsciiString CLIENT_ADDRESS = AsciiString.cached(ClientAddress.HEADER);
    private static final AsciiString TRACEPARENT = AsciiString.cached(Traces.TRACEPARENT);
    private static final AsciiString FORWARDED_FOR = AsciiString.cached("X-Forwarded-For");
    private static final int LONGEST_REQUEST_ID = 64;

    /** What browsers and SDKs send has a few dozen; each one costs a look-up and a copy here and behind. */
    private static final int MAX_HEADERS = 100;

    private final TrustedProxies proxies;

    Entrance(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    /**
     * Names the request and its client, and leaves on it what a service may see.
     *
     * @throws EdgeError when it has not the shape of a request
     */
    void enter(Call call, ObservedRequest observed) {
        var headers = call.headers();
        var requestId = requestId(headers.get(REQUEST_ID));
        var address = client(call, headers).getHostAddress();
        call.identify(requestId, address);
        var answer = call.answerHeaders();
        AnswerHeaders.secure(answer, call.path());
        answer.set(REQUEST_ID, Ascii.of(requestId));
        answer.set(TRACEPARENT, Ascii.of(observed.traceparent()));
        if (!PlainTarget.isPlain(call.target())) {
            throw new EdgeError.PathNotPlain();
        }
        if (headers.size() > MAX_HEADERS) {
            throw new EdgeError.TooManyHeaders(MAX_HEADERS);
        }
        InboundHeaders.dropClaims(headers);
        headers.set(CLIENT_ADDRESS, address);
        headers.set(REQUEST_ID, requestId);
        observed.propagate(headers::set);
    }

    private InetAddress client(Call call, HttpHeaders headers) {
        var forwarded = headers.contains(FORWARDED_FOR) ? headers.getAll(FORWARDED_FOR) : List.<String>of();
        var peer = (InetSocketAddress) Objects.requireNonNull(call.request().connectionRemoteAddress(), "peer");
        return proxies.client(peer.getAddress(), forwarded);
    }

    private static String requestId(@Nullable String given) {
        return given != null && isRequestId(given) ? given : Ids.random("req_");
    }

    private static boolean isRequestId(String given) {
        if (given.isEmpty() || given.length() > LONGEST_REQUEST_ID) {
            return false;
        }
        for (var i = 0; i < given.length(); i++) {
            var c = given.charAt(i);
            var isPlain = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '.'
                    || c == '_'
                    || c == '-';
            if (!isPlain) {
                return false;
            }
        }
        return true;
    }
}
