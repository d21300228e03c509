package io.aman.gateway.edge;

import io.aman.gateway.docs.Routed;
import io.aman.gateway.edge.EdgeProperties.Services;
import io.aman.gateway.edge.Route.To;
import io.aman.gateway.limit.Limiter;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The whole table: the first route that takes a request decides, and what none takes is not there. */
@Configuration(proxyBeanMethods = false)
class RouteConfiguration {

    private static final String[] SECURITY_ADMIN = {
        "/api/security/alerts/**",
        "/api/security/addresses/**",
        "/api/security/detectors/**",
        "/api/security/feeds/**",
        "/api/security/lockouts/**",
        "/api/security/people/**",
        "/api/security/replays/**",
        "/api/security/timeline"
    };

    private static final String GET = "GET";
    private static final String POST = "POST";

    /** A trusted device shows its token in a cookie, and is given the next one in another. */
    private static final String[] SIGN_IN = {
        "/api/auth/login", "/api/auth/login/mfa", "/api/auth/passkey", "/api/auth/passkey/options"
    };

    /** What is asked and proved without being signed in: passwords, codes and links are tried here. */
    private static final String[] PROOFS = {
        "/api/auth/register",
        "/api/auth/password/forgot",
        "/api/auth/password/reset",
        "/api/auth/password/change/expired",
        "/api/auth/not-me",
        "/api/auth/recovery",
        "/api/mfa/challenge"
    };

    /** Mail programs post here for their readers, and who reads there opens it. */
    private static final String UNSUBSCRIBE = "/api/notifications/unsubscribe";

    private static final long FORM_BYTES = 16 * 1024;

    @Bean
    RouteTable routeTable(EdgeProperties properties, QuotaStanding quota, Limiter limiter) {
        var to = properties.services();
        var table = new RouteTable(Stream.of(sessions(to), payments(to), others(to, quota))
                .flatMap(List::stream)
                .toList());
        limiter.requireKnown(table.routes().stream().map(Route::id).toList());
        return table;
    }

    /** What the services' documents are filtered by. */
    @Bean
    Routed routed(RouteTable table) {
        return new Routed(table.routes().stream()
                .filter(route -> route.to() instanceof To.Service)
                .map(route -> new Routed.Way(
                        route.id(),
                        ((To.Service) route.to()).address(),
                        (method, path) -> route.takes().pattern(method, path) != null))
                .toList());
    }

    private static List<Route> sessions(Services to) {
        var session = to.session().getFirst();
        return List.of(
                open("sign-in", Access.DEVICE, POST, session, SIGN_IN).asSignIn(),
                open("proofs", Access.PUBLIC, POST, session, PROOFS).asSignIn(),
                open("unlock", Access.DEVICE, POST, session, "/api/security/unlock")
                        .asSignIn(),
                open("refresh", Access.PUBLIC, POST, session, "/api/auth/refresh"),
                open("password-strength", Access.PUBLIC, POST, session, "/api/auth/password/strength"),
                open("password-policy", Access.PUBLIC, GET, session, "/api/auth/password/policy"),
                small("clients", Access.CLIENT, session, "/oauth2/introspect", "/oauth2/revoke"),
                open("oidc-pages", Access.BROWSER, GET, session, "/api/auth/oidc/start", "/api/auth/oidc/callback"),
                small("oidc-session", Access.BROWSER, session, "/api/auth/oidc/session"),
                small("oidc-logout", Access.PUBLIC, session, "/api/auth/oidc/backchannel-logout"),
                open("keys", Access.PUBLIC, GET, session, "/.well-known/jwks.json"),
                guarded("auth", session, "/api/auth/**"),
                guarded("admin-users", session, "/api/admin/users/**").needing("user.admin"),
                guarded("admin-impersonations", session, "/api/admin/impersonations/**")
                        .needing("user.admin"),
                guarded("admin-roles", session, "/api/admin/roles/**").needing("role.admin"),
                guarded("admin-keys", session, "/api/admin/keys/**").needing("key.admin"),
                guarded("admin", session, "/api/admin/**"),
                guarded("mfa", session, "/api/mfa/**"),
                guarded("devices", session, "/api/devices/**"),
                guarded("sessions", session, "/api/sessions/**"));
    }

    private static List<Route> payments(Services to) {
        var payment = to.payment().getFirst();
        return List.of(
                open("webhooks", Access.WEBHOOK, POST, payment, "/api/payments/webhook/{provider}"),
                guarded("payments-audit", payment, "/api/payments/audit/**").needing("payment.audit"),
                guarded("payments-metrics", payment, "/api/payments/metrics").needing("payment.metrics"),
                guarded("unknown-outcomes", payment, "/api/payments/unknown-outcomes/**")
                        .needing("payment.admin"),
                guarded("reconciliation", payment, "/api/payments/reconciliation/**")
                        .needing("payment.admin"),
                guarded("payments", payment, "/api/payments/**"),
                guarded("invoices", payment, "/api/invoices/**"),
                guarded("payment-methods", payment, "/api/payment-methods/**"));
    }

    private static List<Route> others(Services to, QuotaStanding quota) {
        var security = to.security().getFirst();
        var notification = to.notification().getFirst();
        return List.of(
                guarded("security-activity", security, "/api/security/activity/**"),
                guarded("security-admin", security, SECURITY_ADMIN).needing("security.admin"),
                guarded("security", security, "/api/security/**"),
                open("unsubscribe-page", Access.WEBHOOK, GET, notification, UNSUBSCRIBE),
                small("unsubscribe", Access.WEBHOOK, notification, UNSUBSCRIBE, UNSUBSCRIBE + "/undo"),
                guarded("notifications-people", notification, "/api/notifications/people/**")
                        .needing("notification.admin"),
                // before the others: the mail server shows a token
                open("mail-reports", Access.CLIENT, POST, notification, "/api/notifications/webhook/mail"),
                open("message-webhooks", Access.WEBHOOK, POST, notification, "/api/notifications/webhook/{provider}"),
                open("message-webhook-check", Access.WEBHOOK, GET, notification, "/api/notifications/webhook/whatsapp"),
                guarded("deliveries", notification, "/api/notifications/deliveries/**")
                        .needing("notification.admin"),
                guarded("suppressions", notification, "/api/notifications/suppressions/**")
                        .needing("notification.admin"),
                guarded("notifications-templates", notification, "/api/notifications/templates/**")
                        .needing("notification.template"),
                guarded("notifications", notification, "/api/notifications/**"),
                guarded("webhook-endpoints", notification, "/api/webhooks/**").needing("webhook.manage"),
                Route.to("quota", new To.Here(quota::answer), Access.TOKEN, Requests.of(GET, "/api/quota"))
                        .withoutQuota(),
                pages("links", "/not-me", "/reset-password", "/recover", "/unlock", "/link/page.js", "/link/page.css"),
                pages("health", "/api/system/health"),
                pages("docs", "/docs", "/docs/openapi.json", "/docs/page.js", "/docs/ui/{name}"));
    }

    private static Route open(String id, Access access, String method, URI to, String... paths) {
        return Route.to(id, new To.Service(to), access, Requests.of(method, paths));
    }

    /** A form of one or two tokens. */
    private static Route small(String id, Access access, URI to, String... paths) {
        return open(id, access, POST, to, paths).atMost(FORM_BYTES);
    }

    private static Route guarded(String id, URI to, String... paths) {
        return Route.to(id, new To.Service(to), Access.TOKEN, Requests.of(null, paths));
    }

    private static Route pages(String id, String... paths) {
        return Route.to(id, new To.Pages(), Access.ANYBODY, Requests.of(null, paths));
    }
}
