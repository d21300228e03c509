package io.aman.notification.webhook.endpoint;

import io.aman.notification.target.Targets;
import io.aman.notification.webhook.endpoint.Endpoint.Scope;
import io.aman.platform.security.Caller;
import org.springframework.stereotype.Component;

/** Which wishes are granted. */
@Component
class Wishes {

    private final Targets targets;

    Wishes(Targets targets) {
        this.targets = targets;
    }

    /** @throws EndpointError when it names a type that is not there, needs permissions, or leads nowhere it may */
    void check(Wish wish, Scope scope, Caller caller) {
        if (!wish.types().stream().allMatch(type -> mayName(type, scope))) {
            throw new EndpointError.TypeUnknown();
        }
        if (scope == Scope.ALL
                && !PublicEvents.permissions(wish.types()).stream().allMatch(caller::permits)) {
            throw new EndpointError.ScopeNotPermitted();
        }
        targets.refusal(wish.url()).ifPresent(refusal -> {
            throw new EndpointError.UrlRefused(refusal.code());
        });
    }

    private static boolean mayName(String type, Scope scope) {
        return type.equals(PublicEvents.ALL)
                || (scope == Scope.ALL ? PublicEvents.isPublic(type) : PublicEvents.isOwned(type));
    }
}
