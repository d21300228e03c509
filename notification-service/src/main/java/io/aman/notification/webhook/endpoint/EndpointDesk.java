package io.aman.notification.webhook.endpoint;

import io.aman.events.Actor;
import io.aman.notification.recipient.PersonalData;
import io.aman.notification.webhook.endpoint.Endpoint.Scope;
import io.aman.platform.Ids;
import io.aman.platform.outbox.OutboxEvent;
import io.aman.platform.security.Caller;
import io.aman.platform.write.ConditionalWrites;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.springframework.stereotype.Service;

/** What people do with endpoints; another's is unknown, as one that never was. */
@Service
public class EndpointDesk implements PersonalData {

    private static final int MAX_TRIES = 10;
    private static final Duration MAX_PAUSE = Duration.ofMillis(20);
    private static final String BY_OWNER = "owner";
    private static final String OWNER_DISABLED = "owner-disabled";
    private static final String ERASED = "erased";
    private static final Actor SYSTEM = Actor.system("webhooks");

    /** @param secret told this once */
    record WithSecret(Endpoint endpoint, SigningSecret secret) {}

    private final MongoEndpoints endpoints;
    private final SealedSecrets secrets;
    private final Wishes wishes;
    private final EndpointProperties properties;
    private final Clock clock;

    EndpointDesk(
            MongoEndpoints endpoints,
            SealedSecrets secrets,
            Wishes wishes,
            EndpointProperties properties,
            Clock clock) {
        this.endpoints = endpoints;
        this.secrets = secrets;
        this.wishes = wishes;
        this.properties = properties;
        this.clock = clock;
    }

    WithSecret create(Wish wish, Scope scope, Caller caller) {
        wishes.check(wish, scope, caller);
        var id = Ids.random("whe_");
        var secret = SigningSecret.random();
        var now = now();
        var endpoint = new Endpoint(
                id,
                caller.userId(),
                scope,
                URI.create(wish.url()),
                wish.description(),
                wish.types(),
                null,
                null,
                now,
                List.of(secrets.seal(id, secret)),
                0,
                null,
                1);
        var change = Change.of(caller.actor(), "created", now);
        for (int slot = 0; slot < properties.perOwner(); slot++) {
            if (endpoints.add(endpoint, slot, change)) {
                return new WithSecret(endpoint, secret);
            }
        }
        throw new EndpointError.TooMany();
    }

    /** @throws EndpointError.NotFound where it is not there, or another's */
    public Endpoint get(String id, Caller caller) {
        return endpoints
                .find(id)
                .filter(endpoint -> endpoint.isManagedBy(caller))
                .orElseThrow(EndpointError.NotFound::new);
    }

    List<Endpoint> list(Scope scope, Caller caller) {
        return switch (scope) {
            case OWN -> endpoints.ofOwner(caller.userId());
            case ALL ->
                endpoints.ofOperators().stream()
                        .filter(endpoint -> endpoint.isManagedBy(caller))
                        .toList();
        };
    }

    List<Change> changes(String id, Caller caller) {
        return endpoints.changes(get(id, caller).id());
    }

    Endpoint update(String id, Wish wish, Caller caller) {
        wishes.check(wish, get(id, caller).scope(), caller);
        return change(id, caller, "updated", before -> before.as(wish));
    }

    Endpoint enable(String id, Caller caller) {
        return change(id, caller, "enabled", Endpoint::enabled);
    }

    Endpoint disable(String id, Caller caller) {
        var now = now();
        return change(id, caller, "disabled", before -> before.disabled(BY_OWNER, now));
    }

    void delete(String id, Caller caller) {
        delete(() -> Optional.of(get(id, caller)), Change.of(caller.actor(), "deleted", now()));
    }

    private void delete(Supplier<Optional<Endpoint>> reading, Change change) {
        var _ = ConditionalWrites.untilNobodyIsFaster(
                        MAX_TRIES,
                        MAX_PAUSE,
                        () -> Optional.of(reading.get()
                                        .map(before -> endpoints.delete(before, change))
                                        .orElse(true))
                                .filter(done -> done))
                .orElseThrow(EndpointError.Contended::new);
    }

    /** @param keepsFormer whether the former secret signs along for {@link EndpointProperties#secretOverlap} */
    WithSecret rotate(String id, boolean keepsFormer, Caller caller) {
        var secret = SigningSecret.random();
        var now = now();
        var formerUntil = keepsFormer ? now.plus(properties.secretOverlap()) : now;
        var rotated = change(
                id,
                caller,
                keepsFormer ? "secret-rotated" : "secret-replaced",
                before -> before.signedBy(secrets.rotated(before, secret, now, formerUntil)));
        return new WithSecret(rotated, secret);
    }

    /** Written when this returns, and begun soon. */
    public void ask(String id, Ask ask, Caller caller) {
        var endpoint = get(id, caller);
        if (!endpoint.isEnabled()) {
            throw new EndpointError.Disabled();
        }
        if (!endpoints.ask(id, ask, Change.of(caller.actor(), "replay-asked", now()))) {
            throw new EndpointError.TooManyReplays();
        }
    }

    /** Disables what a user made, since the user's account is. */
    public void disableAllOf(String userId) {
        var now = now();
        for (var endpoint : endpoints.madeBy(userId)) {
            if (endpoint.isEnabled()) {
                changed(
                        () -> endpoints.find(endpoint.id()),
                        Change.of(SYSTEM, "disabled:" + OWNER_DISABLED, now),
                        before -> before.disabled(OWNER_DISABLED, now),
                        before -> List.of(MongoLanes.told(before, OWNER_DISABLED, now)));
            }
        }
    }

    /** Deletes a person's endpoints; those of all operators go on without their name. */
    @Override
    public void forget(String userId, Actor by) {
        for (var endpoint : endpoints.madeBy(userId)) {
            if (endpoint.scope() == Scope.OWN) {
                delete(() -> endpoints.find(endpoint.id()), Change.of(by, ERASED, now()));
            } else {
                changed(
                        () -> endpoints.find(endpoint.id()),
                        Change.of(by, "owner-erased", now()),
                        before -> before.madeBy(ERASED),
                        _ -> List.of());
            }
        }
    }

    private Endpoint change(String id, Caller caller, String what, UnaryOperator<Endpoint> change) {
        return changed(
                        () -> Optional.of(get(id, caller)),
                        Change.of(caller.actor(), what, now()),
                        change,
                        _ -> List.of())
                .orElseThrow(EndpointError.NotFound::new);
    }

    /** What is as it was already is not written. */
    private Optional<Endpoint> changed(
            Supplier<Optional<Endpoint>> reading,
            Change change,
            UnaryOperator<Endpoint> step,
            Function<Endpoint, List<OutboxEvent>> telling) {
        return ConditionalWrites.untilNobodyIsFaster(MAX_TRIES, MAX_PAUSE, () -> {
                    var before = reading.get();
                    if (before.isEmpty()) {
                        return Optional.of(before);
                    }
                    var after = step.apply(before.get());
                    var isWritten = after.equals(before.get())
                            || endpoints.change(before.get(), after, change, telling.apply(before.get()));
                    return isWritten ? Optional.of(Optional.of(after)) : Optional.empty();
                })
                .orElseThrow(EndpointError.Contended::new);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
