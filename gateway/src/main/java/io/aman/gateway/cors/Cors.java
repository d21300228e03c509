package io.aman.gateway.cors;

import io.aman.gateway.call.Call;
import io.aman.gateway.cors.Origins.Kind;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What pages of other origins may do (the Fetch standard's CORS protocol): nothing unless their origin is listed.
 *
 * @see <a href="https://fetch.spec.whatwg.org/#http-cors-protocol">Fetch, section 3.3</a>
 */
public final class Cors {

    /** What becomes of a request. */
    public enum Answer {
        /** It asks what it may ask, and has its answer: nothing is left to do but to send it. */
        PREFLIGHT,
        /** It comes from a page that may change nothing. */
        FOREIGN,
        /** It comes from a page that may ask, or from no page. */
        MAY_ASK
    }

    private static final String REFUSED = "Pages of this origin may not do this.";

    private final CorsProperties properties;
    private final Origins origins;
    private final Set<String> requestHeaders;

    Cors(CorsProperties properties) {
        this.properties = properties;
        this.origins = new Origins(properties.origins());
        this.requestHeaders = properties.requestHeaders().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Judges a request by its origin, and notes on the answer what a listed page may read of it.
     *
     * @throws ForeignOrigin when a page of an origin that is not listed asks what it may ask
     */
    public Answer judge(Call call) {
        var origin = call.headers().get(HttpHeaderNames.ORIGIN);
        if (origin == null) {
            return Answer.MAY_ASK;
        }
        var kind = origins.kind(origin, call.headers().get(HttpHeaderNames.HOST));
        if (isPreflight(call)) {
            preflight(call, kind, origin);
            return Answer.PREFLIGHT;
        }
        if (kind == Kind.LISTED) {
            mayRead(call.answerHeaders(), origin);
            call.answerHeaders()
                    .set(
                            HttpHeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS,
                            String.join(", ", properties.responseHeaders()));
        }
        return kind == Kind.FOREIGN ? Answer.FOREIGN : Answer.MAY_ASK;
    }

    /**
     * Refuses a change that a page of a foreign origin asks for: it could sign its visitor in as somebody else. Reads
     * are let through, and the browser keeps the answer from the page.
     *
     * @throws ForeignOrigin where it is one
     */
    public static void refuseForeignChange(Call call, Answer answer) {
        if (answer == Answer.FOREIGN && !call.isRead()) {
            throw new ForeignOrigin(REFUSED);
        }
    }

    private static boolean isPreflight(Call call) {
        return call.method().equals("OPTIONS")
                && call.headers().contains(HttpHeaderNames.ACCESS_CONTROL_REQUEST_METHOD);
    }

    private void preflight(Call call, Kind kind, String origin) {
        var asked = call.headers();
        if (kind == Kind.FOREIGN
                || !properties.methods().contains(asked.get(HttpHeaderNames.ACCESS_CONTROL_REQUEST_METHOD))
                || !mayAllBeSent(asked.get(HttpHeaderNames.ACCESS_CONTROL_REQUEST_HEADERS))) {
            throw new ForeignOrigin(REFUSED);
        }
        call.response().status(HttpResponseStatus.NO_CONTENT);
        if (kind == Kind.LISTED) {
            var headers = call.answerHeaders();
            mayRead(headers, origin);
            headers.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_METHODS, String.join(", ", properties.methods()));
            headers.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_HEADERS, String.join(", ", properties.requestHeaders()));
            headers.set(
                    HttpHeaderNames.ACCESS_CONTROL_MAX_AGE,
                    Long.toString(properties.maxAge().toSeconds()));
        }
    }

    private boolean mayAllBeSent(@Nullable String names) {
        return names == null
                || names.isBlank()
                || Arrays.stream(names.split(",", -1))
                        .allMatch(name -> requestHeaders.contains(name.strip().toLowerCase(Locale.ROOT)));
    }

    private void mayRead(HttpHeaders headers, String origin) {
        headers.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        headers.add(HttpHeaderNames.VARY, "Origin");
        if (properties.credentials()) {
            headers.set(HttpHeaderNames.ACCESS_CONTROL_ALLOW_CREDENTIALS, "true");
        }
    }
}
