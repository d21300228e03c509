package io.aman.gateway.edge;

import io.aman.gateway.call.Call;
import io.aman.gateway.limit.Scope;
import java.net.URI;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A way in. What it asks of its caller belongs to it, so that matching and checking can never disagree.
 *
 * @param takes which requests
 * @param to who answers
 * @param access what it asks of its caller
 * @param scope how an address is limited on it, where nobody is signed in
 * @param permission that every call of it needs; null where the service alone decides
 * @param hasQuota whether its calls count against a quota
 * @param maxBodyBytes its own limit below the one of all
 */
record Route(
        String id,
        Requests takes,
        To to,
        Access access,
        Scope scope,
        @Nullable String permission,
        boolean hasQuota,
        long maxBodyBytes) {

    /** Who answers. */
    sealed interface To {

        /** @param address without a path */
        record Service(URI address) implements To {}

        /** The gateway itself, from what the checks have found. */
        record Here(Function<Checked, Mono<Void>> answer) implements To {}

        /** The gateway's own pages and documents. */
        record Pages() implements To {}
    }

    static Route to(String id, To to, Access access, Requests takes) {
        var scope = access == Access.WEBHOOK ? Scope.WEBHOOK : Scope.ADDRESS;
        return new Route(id, takes, to, access, scope, null, true, Long.MAX_VALUE);
    }

    /** Where passwords are tried: fewer than of anything else. */
    Route asSignIn() {
        return new Route(id, takes, to, access, Scope.SIGN_IN, permission, hasQuota, maxBodyBytes);
    }

    /** Who lacks it is not passed on. The service checks again. */
    Route needing(String needed) {
        return new Route(id, takes, to, access, scope, needed, hasQuota, maxBodyBytes);
    }

    Route withoutQuota() {
        return new Route(id, takes, to, access, scope, permission, false, maxBodyBytes);
    }

    Route atMost(long bytes) {
        return new Route(id, takes, to, access, scope, permission, hasQuota, bytes);
    }

    /** Whether it takes the request, which notes the path it took it by. */
    boolean takes(Call call) {
        var pattern = takes.pattern(call.method(), call.path());
        if (pattern == null) {
            return false;
        }
        call.take(pattern);
        return true;
    }
}
