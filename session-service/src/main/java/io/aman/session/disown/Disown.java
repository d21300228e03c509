package io.aman.session.disown;

import io.aman.events.Actor;
import io.aman.events.SuspicionEvent.Disowned;
import io.aman.platform.Secret;
import io.aman.session.notice.NotMeLinks;
import io.aman.session.session.EndReason;
import io.aman.session.session.OneUse;
import io.aman.session.session.People;
import java.time.Clock;

/**
 * Takes an account back by a link of a notice: in one write the link is spent, every session ends and {@link Disowned} is
 * told. {@link DisownedListener} does the rest, as often as it takes.
 */
final class Disown {

    private final NotMeLinks links;
    private final People people;
    private final Clock clock;

    Disown(NotMeLinks links, People people, Clock clock) {
        this.links = links;
        this.people = people;
        this.clock = clock;
    }

    /**
     * @param address of whoever shows the link: it is no proof of who they are
     * @throws LinkInvalid when it is none of ours, over or used; nobody learns which
     */
    void disown(Secret token, String address) {
        var claim = links.read(token).orElseThrow(LinkInvalid::new);
        var by = new Actor("link:not-me", address, null);
        var told = new Disowned(claim.userId(), clock.instant(), by, null);
        var use = new OneUse(claim.id(), claim.expiresAt());
        if (!people.endAll(claim.userId(), use, EndReason.DISOWNED, by, told)) {
            throw new LinkInvalid();
        }
    }
}
