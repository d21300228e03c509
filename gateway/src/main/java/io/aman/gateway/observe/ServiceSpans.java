package io.aman.gateway.observe;

import org.jspecify.annotations.Nullable;

/** The question to a service as a span of its own, where the request's is recorded. */
public final class ServiceSpans {

    private final RequestSpans spans;

    ServiceSpans(RequestSpans spans) {
        this.spans = spans;
    }

    /**
     * Begins one, as a part of {@code request}; null where nobody would see it.
     *
     * @param route its id
     * @param service the address without a path
     * @param path without a query, which may hold what is nobody's business
     */
    public @Nullable ServiceSpan begin(
            ObservedRequest request, String method, String route, String service, String path) {
        if (!request.isSampled()) {
            return null;
        }
        var span = spans.startClient(request, method);
        span.setAttribute("http.method", method);
        span.setAttribute("http.uri", service + path);
        span.setAttribute("spring.cloud.gateway.route.id", route);
        span.setAttribute("spring.cloud.gateway.route.uri", service);
        return new ServiceSpan(span);
    }
}
