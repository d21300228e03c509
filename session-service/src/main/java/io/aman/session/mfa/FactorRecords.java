package io.aman.session.mfa;

import io.aman.events.AccountEvent;
import io.aman.platform.write.Change.Rule;

/** What is kept of people's second factors: one record a person. */
public interface FactorRecords {

    /** The record; an empty one where there is none. */
    Factors of(String userId);

    /** Changes it in one conditional write. A rule that throws, or changes and tells nothing, writes nothing. */
    <T> T change(String userId, Rule<Factors, AccountEvent, T> rule);
}
