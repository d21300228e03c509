package io.aman.payment.privacy;

import io.aman.platform.Ids;

/**
 * Whom to forget.
 *
 * @param pseudonym what stands where the user's id must not be missing: {@code erased_<32 hexadecimal digits>}, random, of
 *     this one erasure
 * @param erasure the id of what was asked for, as evidence
 * @param requestedBy who asked for it, such as {@code user:<id>}
 */
public record Person(String userId, String pseudonym, String erasure, String requestedBy) {

    private static final String MARK = "erased_";

    /** Whether this stands in the place of a user's id, since the person was forgotten; no user's id begins so. */
    public static boolean isPseudonym(String userId) {
        return userId.startsWith(MARK);
    }

    /** To be forgotten under a new pseudonym. */
    public static Person forgotten(String userId, String erasure, String requestedBy) {
        return new Person(userId, Ids.random(MARK), erasure, requestedBy);
    }
}
