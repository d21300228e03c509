package io.aman.payment.privacy;

/**
 * Whom to forget.
 *
 * @param pseudonym what stands where the user's id must not be missing: {@code erased_<32 hexadecimal digits>}, random, of
 *     this one erasure
 * @param erasure the id of what was asked for, as evidence
 * @param requestedBy who asked for it, such as {@code user:<id>}
 */
public record Person(String userId, String pseudonym, String erasure, String requestedBy) {}
