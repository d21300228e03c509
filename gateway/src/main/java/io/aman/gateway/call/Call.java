package io.aman.gateway.call;

import io.aman.platform.security.AccessToken;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * A request and the answer to it. Each check drops headers from it or adds some, in place: what is left when it is passed
 * on is what a service sees. It belongs to one request and is shared by no two threads at a time.
 */
public final class Call {

    private final HttpServerRequest request;
    private final HttpServerResponse response;
    private final String method;
    private final String target;
    private final String path;
    private final boolean hasBody;
    private String requestId = "";
    private String address = "";
    private @Nullable String pattern;
    private @Nullable AccessToken caller;
    private @Nullable Throwable failure;

    public Call(HttpServerRequest request, HttpServerResponse response) {
        this.request = request;
        this.response = response;
        this.method = request.method().name();
        this.target = Target.of(request.uri());
        var query = target.indexOf('?');
        this.path = query < 0 ? target : target.substring(0, query);
        this.hasBody = isFramed(request.requestHeaders());
    }

    private static boolean isFramed(HttpHeaders headers) {
        var length = headers.get(HttpHeaderNames.CONTENT_LENGTH);
        return (length != null && !length.equals("0")) || headers.contains(HttpHeaderNames.TRANSFER_ENCODING);
    }

    public HttpServerRequest request() {
        return request;
    }

    public HttpServerResponse response() {
        return response;
    }

    public String method() {
        return method;
    }

    /** Whether it changes nothing, by its method (RFC 9110, section 9.2.1). */
    public boolean isRead() {
        return method.equals("GET") || method.equals("HEAD");
    }

    /** Path and query as they came. */
    public String target() {
        return target;
    }

    /** As it came, with its escapes and without the query. */
    public String path() {
        return path;
    }

    /** The request's, which may be changed. */
    public HttpHeaders headers() {
        return request.requestHeaders();
    }

    /** The answer's. */
    public HttpHeaders answerHeaders() {
        return response.responseHeaders();
    }

    /** Whether the request brings a body, by what frames one (RFC 9112, section 6). */
    public boolean hasBody() {
        return hasBody;
    }

    public void identify(String id, String client) {
        requestId = id;
        address = client;
    }

    public String requestId() {
        return requestId;
    }

    /** The client's address, as far as those who passed the request on are believed. */
    public String address() {
        return address;
    }

    /** Notes which of a route's paths was taken. */
    public void take(String matched) {
        pattern = matched;
    }

    /** The path of the route that it takes, with variables in braces; null where it takes none. */
    public @Nullable String pattern() {
        return pattern;
    }

    /** Notes by whose token it came in. */
    public void comesFrom(AccessToken token) {
        caller = token;
    }

    public @Nullable AccessToken caller() {
        return caller;
    }

    /** Notes what it failed by, though there may be a proper answer. */
    public void failed(Throwable error) {
        failure = error;
    }

    public @Nullable Throwable failure() {
        return failure;
    }
}
