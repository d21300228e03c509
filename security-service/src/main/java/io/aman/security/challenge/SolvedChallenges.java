package io.aman.security.challenge;

import java.time.Instant;

/** What all instances know of challenges. */
interface SolvedChallenges {

    /** 32 bytes; the same for all instances, and for good. */
    byte[] signingKey();

    /** Whether nobody has shown its solution before; remembered until nobody accepts it any more. */
    boolean isFirst(String challenge, Instant until);
}
