package io.aman.session.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.events.AccessEvent;
import io.aman.events.Actor;
import io.aman.events.DomainEvent;
import io.aman.events.EventEnvelope;
import io.aman.events.LoginEvent;
import io.aman.events.RevocationEvent;
import io.aman.platform.Ids;
import io.aman.platform.page.Cursor;
import io.aman.testing.EmbeddedMongo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditTrailTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00.123456Z");
    private static final Actor ADMIN = new Actor("user:usr_admin", "203.0.113.9", "left the company");

    private final MongoAuditTrail trail =
            new MongoAuditTrail(EmbeddedMongo.template(EmbeddedMongo.freshDatabase("audit")), Duration.ofDays(400));
    private final AuditListener listener = new AuditListener(trail);

    private static EventEnvelope<DomainEvent> event(String id, DomainEvent data) {
        return new EventEnvelope<>(id, "/session-service", "usr_1", NOW, data);
    }

    @Test
    void anEventToldTwiceIsOneEntry() {
        var disabled = event("evt_1", new AccessEvent.UserDisabled("usr_1", ADMIN));
        listener.on(disabled);
        listener.on(disabled);
        assertThat(trail.page("usr_1", null, 10)).singleElement().satisfies(entry -> {
            assertThat(entry.what()).isEqualTo("user.disabled.v1");
            assertThat(entry.actor()).isEqualTo("user:usr_admin");
            assertThat(entry.address()).isEqualTo("203.0.113.9");
            assertThat(entry.reason()).isEqualTo("left the company");
        });
        assertThat(trail.page("usr_admin", null, 10)).isEmpty();
    }

    @Test
    void whatIsDoneToNobodyInParticularIsKeptWithWhoDidIt() {
        listener.on(event(
                "evt_1",
                new AccessEvent.RoleChanged(
                        "CLERK",
                        List.of("a.b"),
                        List.of("a.b", "c.d"),
                        ADMIN,
                        null,
                        new AccessEvent.RoleLimits(10, 300, 0, 0, 5000))));
        assertThat(trail.page("usr_admin", null, 10))
                .singleElement()
                .matches(entry ->
                        "CLERK: a.b -> a.b, c.d; limits none -> 10/s, 300/min, 5000/month".equals(entry.detail()));
    }

    @Test
    void whatConcernsNobodyKnownIsNoEntry() {
        assertThat(AuditEntries.of(
                        event("evt_1", new LoginEvent.Failed("att_1", "key", null, "unknown-user", "::1", null, NOW))))
                .isEmpty();
        assertThat(AuditEntries.of(event("evt_2", new RevocationEvent.Heartbeat(NOW))))
                .isEmpty();
    }

    @Test
    void pagesShowEachEntryOnceNewestFirst() {
        for (var i = 0; i < 25; i++) {
            listener.on(new EventEnvelope<>(
                    Ids.random("evt_"),
                    "/session-service",
                    "usr_1",
                    NOW.plusMillis(i / 2),
                    new AccessEvent.UserEnabled("usr_1", ADMIN)));
        }
        var seen = new ArrayList<AuditEntry>();
        Cursor after = null;
        List<AuditEntry> page;
        do {
            page = trail.page("usr_1", after, 10);
            seen.addAll(page);
            if (!page.isEmpty()) {
                after = new Cursor(page.getLast().at(), page.getLast().id());
            }
        } while (!page.isEmpty());
        assertThat(seen).doesNotHaveDuplicates().hasSize(25);
        assertThat(seen).extracting(AuditEntry::at).isSortedAccordingTo((a, b) -> b.compareTo(a));
    }
}
