package io.aman.gateway.activity;

import io.aman.events.ActivityEvent.Active;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** A book of activity that a test outside this package can look into. */
public final class ActivityFixture {

    private final ActivityBook book;

    public ActivityFixture(Clock clock) {
        this(clock, 100);
    }

    public ActivityFixture(Clock clock, int maxSessions) {
        this.book = new ActivityBook(clock, Duration.ofSeconds(30), maxSessions);
    }

    public ActivityBook book() {
        return book;
    }

    /** What was let through and not told. */
    public List<Active> taken() {
        return book.takeAll();
    }
}
