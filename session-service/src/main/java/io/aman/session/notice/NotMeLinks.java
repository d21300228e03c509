package io.aman.session.notice;

import io.aman.platform.PublicUrl;
import io.aman.platform.Secret;
import io.aman.session.token.KeyedHash;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Links by which the owner of an account says that it was not them. */
public final class NotMeLinks {

    static final Duration LIFETIME = Duration.ofDays(7);
    static final String PATH = "/not-me";

    private final SignedLinks links;

    NotMeLinks(PublicUrl base, KeyedHash hash, Clock clock) {
        this.links = new SignedLinks(base, PATH, "nme_", hash, clock);
    }

    /** @param at when that happened which the owner is told of; the link is good for seven days from then */
    public String linkFor(String userId, Instant at) {
        return links.linkFor(userId, at.plus(LIFETIME));
    }

    /** Empty when we never made it, or too long ago. */
    public Optional<SignedLinks.Claim> read(Secret token) {
        return links.read(token);
    }
}
