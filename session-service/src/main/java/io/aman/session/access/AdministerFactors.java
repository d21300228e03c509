package io.aman.session.access;

import io.aman.platform.page.Page;
import io.aman.platform.security.Caller;
import io.aman.session.identity.IdentityProvider;
import io.aman.session.identity.IdentityUnavailable;
import io.aman.session.identity.User;
import io.aman.session.mfa.FactorPolicy;
import io.aman.session.mfa.SecondFactors;
import io.aman.session.recovery.Recover;
import io.aman.session.recovery.RemoveFactors;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What administrators see of people's second factors, and what they do where somebody has lost theirs. Not with their own:
 * that would be a way round them.
 *
 * <p>Every one of these throws {@link AccessError} for a broken rule, and {@link IdentityUnavailable}.
 */
final class AdministerFactors {

    /** So many pages of the directory are looked through for one of ours; the next one goes on from there. */
    private static final int PAGES_AT_MOST = 10;

    /**
     * Somebody's standing.
     *
     * @param required whether a policy demands a second factor of them
     * @param lacking whether they have none all the same
     */
    record Standing(User user, boolean required, boolean lacking, Set<String> kinds) {}

    private final IdentityProvider identity;
    private final Roles roles;
    private final SecondFactors factors;
    private final FactorPolicy policy;
    private final RemoveFactors remove;
    private final Recover recover;

    AdministerFactors(
            IdentityProvider identity,
            Roles roles,
            SecondFactors factors,
            FactorPolicy policy,
            RemoveFactors remove,
            Recover recover) {
        this.identity = identity;
        this.roles = roles;
        this.factors = factors;
        this.policy = policy;
        this.remove = remove;
        this.recover = recover;
    }

    /**
     * People and their second factors.
     *
     * @param lacking only those who lack one that is demanded of them
     * @param limit at most this many; a page may have fewer, and there is more as long as it has a cursor
     */
    Page<Standing> page(boolean lacking, int limit, @Nullable String cursor) {
        var next = cursor;
        for (var pages = 0; pages < PAGES_AT_MOST; pages++) {
            var found = identity.search(null, limit, next);
            var items = found.items().stream()
                    .map(this::standing)
                    .filter(standing -> !lacking || standing.lacking)
                    .toList();
            next = found.nextCursor();
            if (!items.isEmpty() || next == null) {
                return new Page<>(items, next);
            }
        }
        return new Page<>(List.of(), next);
    }

    private Standing standing(User user) {
        var required = policy.demands(user);
        return new Standing(user, required, required && !factors.has(user.id()), factors.kindsOf(user));
    }

    /** Takes all of them away at once and ends whatever is signed in; the owner is told. */
    void reset(String userId, Caller caller, Reason reason) {
        remove.reset(administered(userId, caller).id(), caller.actor(reason.text()));
    }

    /**
     * Sends the owner a link that takes them away after a waiting time.
     *
     * @return from when on it counts
     */
    Instant recover(String userId, Caller caller, Reason reason) {
        return recover.request(administered(userId, caller).id(), caller.actor(reason.text()));
    }

    void cancelRecovery(String userId, Caller caller) {
        recover.cancel(administered(userId, caller).id(), caller.actor());
    }

    private User administered(String userId, Caller caller) {
        var user = identity.find(userId).orElseThrow(AccessError.UserNotFound::new);
        if (user.id().equals(caller.userId())) {
            throw new AccessError.OwnAccount();
        }
        Authority.of(caller).requireOver(roles.current().permissionsOf(user.roles()));
        return user;
    }
}
