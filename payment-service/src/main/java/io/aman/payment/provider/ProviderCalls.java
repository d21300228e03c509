package io.aman.payment.provider;

/** Who wants to hear of calls to providers; any number of beans may be one. */
public interface ProviderCalls {

    /** Told on the caller's thread: must return at once and never throw. */
    void ended(ProviderCall call);
}
