package io.aman.session.session;

import io.aman.events.ClientFacts;
import io.aman.platform.page.Cursor;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds sessions by what their records say, newest first. Whether a person has ended all theirs is no such thing: that
 * is up to {@link Session#isLive}.
 */
interface SessionLists extends ExpiredRecords {

    /**
     * What an administrator asks for; what is null is not asked about.
     *
     * @param from the session began at this time or later
     * @param to it began before this
     */
    record Filter(
            @Nullable String userId,
            @Nullable String address,
            @Nullable Instant from,
            @Nullable Instant to) {}

    /**
     * Sign-ins of one kind.
     *
     * @param lastSeen the latest activity of any of them
     */
    record Usage(ClientFacts client, long count, Instant lastSeen) {}

    /** Those of the person that have neither ended nor run out. */
    List<Session> live(String userId, Instant now);

    /** A page of them. */
    List<Session> live(String userId, Instant now, @Nullable Cursor after, int size);

    /** The person's own sign-ins since then, by client and place. */
    List<Usage> usage(String userId, Instant since);

    /** Whether they are live or over. */
    List<Session> search(Filter filter, @Nullable Cursor after, int size);
}
