package io.aman.gateway.edge;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;

import io.aman.gateway.edge.EdgeProperties.Services;
import io.aman.gateway.edge.RouteTableConfiguration.Match;
import io.aman.gateway.limit.Limiter;
import io.aman.gateway.limit.Scope;
import java.net.URI;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.BooleanSpec;
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
    private static final int AFTER_LIMITS = LimitFilter.ORDER + 1;

    @Bean
    RouteLocator routes(RouteLocatorBuilder builder, EdgeProperties properties, QuotaFilter quota, Limiter limiter) {
        Services to = properties.services();
        var routes = builder.routes()
                .route("sign-in", signIn(to.session(), "/api/auth/register", "/api/auth/login"))
                .route("refresh", open(Access.PUBLIC, POST, to.session(), "/api/auth/refresh"))
                .route("clients", small(Access.CLIENT, to.session(), "/oauth2/introspect", "/oauth2/revoke"))
                .route(
                        "oidc-pages",
                        open(Access.BROWSER, GET, to.session(), "/api/auth/oidc/start", "/api/auth/oidc/callback"))
                .route("oidc-session", small(Access.BROWSER, to.session(), "/api/auth/oidc/session"))
                .route("oidc-logout", small(Access.PUBLIC, to.session(), "/api/auth/oidc/backchannel-logout"))
                .route("keys", open(Access.PUBLIC, GET, to.session(), "/.well-known/jwks.json"))
                .route("webhooks", open(Access.WEBHOOK, POST, to.payment(), "/api/payments/webhook/{provider}"))
                .route("auth", guarded(to.session(), "/api/auth/**"))
                .route("quota", answered(quota, to.session(), "/api/quota"))
                .route("admin-users", needing("user.admin", to.session(), "/api/admin/users/**"))
                .route("admin-impersonations", needing("user.admin", to.session(), "/api/admin/impersonations/**"))
                .route("admin-roles", needing("role.admin", to.session(), "/api/admin/roles/**"))
                .route("admin-keys", needing("key.admin", to.session(), "/api/admin/keys/**"))
                .route("admin", guarded(to.session(), "/api/admin/**"))
                .route("sessions", guarded(to.session(), "/api/sessions/**"))
                .route("security", guarded(to.security(), "/api/security/**"))
                .route("payments-audit", needing("payment.audit", to.payment(), "/api/payments/audit/**"))
                .route("payments-metrics", needing("payment.metrics", to.payment(), "/api/payments/metrics"))
                .route("unknown-outcomes", needing("payment.admin", to.payment(), "/api/payments/unknown-outcomes/**"))
                .route("reconciliation", needing("payment.admin", to.payment(), "/api/payments/reconciliation/**"))
                .route("payments", guarded(to.payment(), "/api/payments/**"))
                .route("invoices", guarded(to.payment(), "/api/invoices/**"))
                .route("payment-methods", guarded(to.payment(), "/api/payment-methods/**"))
                .route("notifications", guarded(to.notification(), "/api/notifications/**"))
                .build();
        limiter.requireKnown(routes.getRoutes()
                .map(Route::getId)
                .collectList()
                .blockOptional()
                .orElseThrow());
        return routes;
    }

    private static Function<PredicateSpec, Buildable<Route>> open(
            Access access, HttpMethod method, URI to, String... paths) {
        return route ->
                matching(route, method, paths).metadata(Access.METADATA, access).uri(to);
    }

    /** Where passwords are tried: fewer than of anything else. */
    private static Function<PredicateSpec, Buildable<Route>> signIn(URI to, String... paths) {
        return route -> matching(route, POST, paths)
                .metadata(Access.METADATA, Access.PUBLIC)
                .metadata(LimitFilter.SCOPE, Scope.SIGN_IN)
                .uri(to);
    }

    /** A form of one or two tokens. */
    private static Function<PredicateSpec, Buildable<Route>> small(Access access, URI to, String... paths) {
        return route -> matching(route, POST, paths)
                .metadata(Access.METADATA, access)
                .metadata(BodySizeFilter.METADATA, FORM_BYTES)
                .uri(to);
    }

    private static Function<PredicateSpec, Buildable<Route>> guarded(URI to, String path) {
        return route -> matching(route, null, path)
                .metadata(Access.METADATA, Access.TOKEN)
                .uri(to);
    }

    /** Every call of the route needs the permission: who lacks it is not passed on. The service checks again. */
    private static Function<PredicateSpec, Buildable<Route>> needing(String permission, URI to, String path) {
        return route -> matching(route, null, path)
                .metadata(Access.METADATA, Access.TOKEN)
                .metadata(LimitFilter.PERMISSION, permission)
                .uri(to);
    }

    /** Nothing is passed on: the filter answers. */
    private static Function<PredicateSpec, Buildable<Route>> answered(GatewayFilter filter, URI unused, String path) {
        return route -> matching(route, GET, path)
                .filters(filters -> filters.filter(filter, AFTER_LIMITS))
                .metadata(Access.METADATA, Access.TOKEN)
                .metadata(LimitFilter.WITHOUT_QUOTA, true)
                .uri(unused);
    }

    private static BooleanSpec matching(PredicateSpec route, @Nullable HttpMethod method, String... paths) {
        var match = new Match(method, paths);
        var spec = route.predicate(match);
        spec.metadata(Match.METADATA, match);
        return spec;
    }
}
