package io.aman.session.session;

import java.time.Instant;

/** Records of one kind that are kept for a time and no longer. */
public interface ExpiredRecords {

    /**
     * Removes those whose time is over, where the database does not do so by itself.
     *
     * @return how many
     */
    long removeOver(Instant now);
}
