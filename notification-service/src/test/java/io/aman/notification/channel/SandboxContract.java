package io.aman.notification.channel;

import java.time.Duration;
import org.junit.jupiter.api.AfterAll;

/** A provider that the sandbox plays. */
public abstract class SandboxContract extends ChannelContract {

    /** How long it is waited for. */
    protected static final Duration BRIEF = Duration.ofMillis(500);

    protected final Stand stand;

    /** @param provider as the sandbox calls it */
    protected SandboxContract(String provider) {
        this.stand = new Stand(provider);
    }

    @AfterAll
    protected void close() {
        stand.close();
    }

    @Override
    protected void takeTheNextAndSayNothing() {
        stand.takeTheNextAndSayNothing();
    }

    @Override
    protected void refuseTheNextForNow() {
        stand.refuseTheNextForNow();
    }
}
