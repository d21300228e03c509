package io.aman.session.mfa.policy;

import java.time.Instant;

/** When a second factor was first demanded of each person. */
interface FirstDemands {

    /** When it was; {@code now}, from now on, where it never was. */
    Instant since(String userId, Instant now);
}
