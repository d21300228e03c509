package io.aman.gateway.edge;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;

import io.aman.gateway.edge.EdgeProperties.Services;
import java.net.URI;
import java.util.function.Function;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.Buildable;
import org.springframework.cloud.gateway.route.builder.PredicateSpec;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;

/** The whole table: the first route that matches decides, and what none matches is not there. */
@Configuration(proxyBeanMethods = false)
class RouteConfiguration {

    private static final long FORM_BYTES = 16 * 1024;

    @Bean
    RouteLocator routes(RouteLocatorBuilder builder, EdgeProperties properties) {
        Services to = properties.services();
        return builder.routes()
                .route(
                        "sign-in",
                        open(
                                Access.PUBLIC,
                                POST,
                                to.session(),
                                "/api/auth/register",
                                "/api/auth/login",
                                "/api/auth/refresh"))
                .route("clients", small(Access.CLIENT, to.session(), "/oauth2/introspect", "/oauth2/revoke"))
                .route(
                        "oidc-pages",
                        open(Access.BROWSER, GET, to.session(), "/api/auth/oidc/start", "/api/auth/oidc/callback"))
                .route("oidc-session", small(Access.BROWSER, to.session(), "/api/auth/oidc/session"))
                .route("oidc-logout", small(Access.PUBLIC, to.session(), "/api/auth/oidc/backchannel-logout"))
                .route("keys", open(Access.PUBLIC, GET, to.session(), "/.well-known/jwks.json"))
                .route("webhooks", open(Access.WEBHOOK, POST, to.payment(), "/api/payments/webhook/{provider}"))
                .route("auth", guarded(to.session(), "/api/auth/**"))
                .route("admin", guarded(to.session(), "/api/admin/**"))
                .route("sessions", guarded(to.session(), "/api/sessions/**"))
                .route("security", guarded(to.security(), "/api/security/**"))
                .route("payments", guarded(to.payment(), "/api/payments/**"))
                .route("invoices", guarded(to.payment(), "/api/invoices/**"))
                .route("payment-methods", guarded(to.payment(), "/api/payment-methods/**"))
                .route("notifications", guarded(to.notification(), "/api/notifications/**"))
                .build();
    }

    private static Function<PredicateSpec, Buildable<Route>> open(
            Access access, HttpMethod method, URI to, String... paths) {
        return route -> route.method(method)
                .and()
                .path(false, paths)
                .metadata(Access.METADATA, access)
                .uri(to);
    }

    /** A form of one or two tokens. */
    private static Function<PredicateSpec, Buildable<Route>> small(Access access, URI to, String... paths) {
        return route -> route.method(POST)
                .and()
                .path(false, paths)
                .metadata(Access.METADATA, access)
                .metadata(BodySizeFilter.METADATA, FORM_BYTES)
                .uri(to);
    }

    private static Function<PredicateSpec, Buildable<Route>> guarded(URI to, String path) {
        return route ->
                route.path(false, path).metadata(Access.METADATA, Access.TOKEN).uri(to);
    }
}
