package io.aman.notification.webhook.endpoint;

import io.aman.notification.Wiring;
import io.aman.notification.webhook.endpoint.Endpoint.Scope;
import io.aman.platform.security.Caller;
import java.net.URI;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;

/** What people do with endpoints, for the tests of what is sent there. */
public final class Endpoints {

    private final EndpointDesk desk;
    private final MongoEndpoints stored;

    public Endpoints(Wiring service) {
        this.desk = service.get(EndpointDesk.class);
        this.stored = service.get(MongoEndpoints.class);
    }

    static Caller caller(String userId, String... permissions) {
        return new Caller(userId, "ses_1", Set.of(permissions), "203.0.113.7", null, null);
    }

    /** An endpoint of a user's own events. @return its id */
    public String own(String userId, URI url, String... types) {
        return desk.create(new Wish(url.toString(), "", Set.of(types)), Scope.OWN, caller(userId))
                .endpoint()
                .id();
    }

    /** An endpoint of everybody's events. @return its id */
    public String all(String userId, URI url, String... types) {
        return desk.create(new Wish(url.toString(), "", Set.of(types)), Scope.ALL, operator(userId))
                .endpoint()
                .id();
    }

    private static Caller operator(String userId) {
        return caller(userId, PublicEvents.ALERTS, PublicEvents.PAYMENTS_OF_ALL);
    }

    public String disabledBecause(String id) {
        return Objects.requireNonNullElse(stored.find(id).orElseThrow().disabledBecause(), "it is not");
    }

    public void enable(String id, String userId) {
        desk.enable(id, operator(userId));
    }

    public void delete(String id, String userId) {
        desk.delete(id, operator(userId));
    }

    public void rotate(String id, String userId, boolean keepsFormer) {
        desk.rotate(id, keepsFormer, operator(userId));
    }

    public void replay(String id, String userId, String messageId) {
        desk.ask(id, new Ask.OfMessage(messageId), operator(userId));
    }

    public void replayFailed(String id, String userId, Instant since) {
        desk.ask(id, new Ask.OfFailedSince(since), operator(userId));
    }
}
