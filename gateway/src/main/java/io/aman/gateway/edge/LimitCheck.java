package io.aman.gateway.edge;

import io.aman.gateway.call.Ascii;
import io.aman.gateway.call.Call;
import io.aman.gateway.limit.Decision;
import io.aman.gateway.limit.Limiter;
import io.aman.gateway.quota.Quotas;
import io.aman.platform.security.AccessToken;
import io.netty.util.AsciiString;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * Holds callers to their limits, then to what the route permits, then to their quota, so that a refusal costs no quota.
 * Who is signed in is counted as themselves wherever they are, anybody else as an address. An administrator who acts as a
 * person is counted as the administrator, with the person's limits: support uses up nobody's quota.
 */
final class LimitCheck {

    private static final AsciiString RATE_LIMIT = AsciiString.cached("RateLimit");
    private static final AsciiString RATE_LIMIT_POLICY = AsciiString.cached("RateLimit-Policy");

    private final Limiter limiter;
    private final Quotas quotas;

    LimitCheck(Limiter limiter, Quotas quotas) {
        this.limiter = limiter;
        this.quotas = quotas;
    }

    /** Whose counts a request adds to. */
    static String countedAs(AccessToken token) {
        return token.actor() == null ? token.subject() : token.actor();
    }

    /** Does the rest with a request that may go on, which counts as under way until then; else fails by an error. */
    Mono<Void> within(Call call, Route route, Function<Checked, Mono<Void>> rest) {
        var token = call.caller();
        var asked = token == null
                ? limiter.address(route.scope(), call.address(), route.id())
                : limiter.person(countedAs(token), token.limits(), route.id());
        return asked.flatMap(decision -> {
            tell(call, decision, decision.state());
            if (!decision.isAdmitted()) {
                return Mono.error(EdgeError.Limited.by(decision));
            }
            var checked = new Checked(call, decision);
            return (token == null ? rest.apply(checked) : permitted(checked, route, token, rest))
                    .doFinally(_ -> decision.leave());
        });
    }

    private Mono<Void> permitted(Checked checked, Route route, AccessToken token, Function<Checked, Mono<Void>> rest) {
        var needed = route.permission();
        if (needed != null && !token.permits(needed)) {
            return Mono.error(new EdgeError.PermissionMissing(needed));
        }
        var decision = checked.decision();
        if (!decision.limits().haveQuota() || !route.hasQuota()) {
            return rest.apply(checked);
        }
        return quotas.take(countedAs(token), decision.limits()).flatMap(verdict -> {
            if (!verdict.state().isEmpty()) {
                tell(checked.call(), decision, decision.state() + ", " + verdict.state());
            }
            return verdict.isAdmitted() ? rest.apply(checked) : Mono.error(EdgeError.Limited.by(verdict));
        });
    }

    private static void tell(Call call, Decision decision, String state) {
        var headers = call.answerHeaders();
        headers.set(RATE_LIMIT_POLICY, Ascii.of(decision.policy()));
        headers.set(RATE_LIMIT, Ascii.of(state));
    }
}
