package io.aman.session.notice;

import io.aman.events.AccountEvent;
import io.aman.platform.security.Sealed;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Makes what an {@link AccountEvent} carries sealed. */
public final class NoticeSeal {

    private final Sealed sealed;
    private final NotMeLinks links;

    NoticeSeal(Sealed sealed, NotMeLinks links) {
        this.sealed = sealed;
        this.links = links;
    }

    /** For an event that tells of a change and has no secrets of its own: a fresh "this was not me" link. */
    public String of(Class<? extends AccountEvent> type, String userId, Instant at) {
        return of(type, userId, at, Map.of());
    }

    /** @param secrets by {@link AccountEvent#LINK}, {@link AccountEvent#CODE} and {@link AccountEvent#TO} */
    public String of(Class<? extends AccountEvent> type, String userId, Instant at, Map<String, String> secrets) {
        var all = new HashMap<>(secrets);
        all.put(AccountEvent.NOT_ME, links.linkFor(userId, at));
        return sealed.seal(all, AccountEvent.sealingContext(type, userId));
    }
}
