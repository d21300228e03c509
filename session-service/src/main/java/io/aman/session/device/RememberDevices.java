package io.aman.session.device;

import io.aman.events.AccessEvent.DeviceForgotten;
import io.aman.events.Actor;
import io.aman.events.DeviceEvent.DeviceTrusted;
import io.aman.events.DeviceEvent.DevicesForgotten;
import io.aman.events.DomainEvent;
import io.aman.platform.Secret;
import io.aman.platform.write.Change;
import io.aman.session.mfa.TrustedDevices;
import io.aman.session.notice.NoticeSeal;
import io.aman.session.session.Clients;
import io.aman.session.session.Origin;
import io.aman.session.token.CountedTokens;
import io.aman.session.token.CountedTokens.Presented;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Remembers devices for a time that no use prolongs. A device's token is replaced at each use; one that comes back later
 * has been copied, and then no device of the person is trusted any more.
 */
final class RememberDevices implements TrustedDevices {

    private static final String COPIED = "copied";

    private final DeviceBooks books;
    private final CountedTokens tokens;
    private final Clients clients;
    private final NoticeSeal seal;
    private final Duration remembered;
    private final Clock clock;

    /** @param remembered zero where no device is trusted */
    RememberDevices(
            DeviceBooks books,
            CountedTokens tokens,
            Clients clients,
            NoticeSeal seal,
            Duration remembered,
            Clock clock) {
        this.books = books;
        this.tokens = tokens;
        this.clients = clients;
        this.seal = seal;
        this.remembered = remembered;
        this.clock = clock;
    }

    @Override
    public Optional<Secret> trusts(String userId, @Nullable Secret deviceToken, Origin origin) {
        if (remembered.isZero() || deviceToken == null) {
            return Optional.empty();
        }
        return tokens.read(deviceToken).flatMap(presented -> shown(userId, presented, origin));
    }

    private Optional<Secret> shown(String userId, Presented presented, Origin origin) {
        var seen = clients.of(origin);
        var now = now();
        return books.change(userId, book -> {
            var known = book.device(presented.id());
            if (known.isEmpty()) {
                return new Change<>(book, List.of(), Optional.empty());
            }
            var device = known.get();
            return switch (device.judge(presented.counter(), seen, now)) {
                case ROTATE -> {
                    var next = device.rotated(origin.address(), now);
                    yield new Change<>(book.replaced(next), List.of(), Optional.of(token(next)));
                }
                case REPEAT -> new Change<>(book, List.of(), Optional.of(token(device)));
                case REUSE ->
                    new Change<>(
                            DeviceBook.empty(userId),
                            List.of(forgotten(userId, COPIED, Actor.system("trusted-devices"), now)),
                            Optional.empty());
                case REFUSE -> new Change<>(book, List.of(), Optional.empty());
            };
        });
    }

    @Override
    public Optional<Secret> trust(String userId, Origin origin) {
        if (remembered.isZero()) {
            return Optional.empty();
        }
        var now = now();
        var device = TrustedDevice.trusted(clients.of(origin), origin.address(), now, remembered);
        var told = new DeviceTrusted(
                userId,
                device.name(),
                now,
                Actor.user(userId, origin.address()),
                seal.of(DeviceTrusted.class, userId, now));
        books.change(userId, book -> new Change<>(book.with(device, now), List.of(told), device));
        return Optional.of(token(device));
    }

    @Override
    public void forgetAll(String userId, String reason) {
        forgetAll(userId, reason, Actor.system(reason));
    }

    /** The same by somebody; where none is trusted nobody is told. */
    void forgetAll(String userId, String reason, Actor by) {
        var now = now();
        books.change(
                userId,
                book -> new Change<>(
                        DeviceBook.empty(userId),
                        book.live(now).isEmpty() ? List.of() : List.of(forgotten(userId, reason, by, now)),
                        true));
    }

    /** @throws DeviceNotFound when they trust none of that id */
    void forget(String userId, String id, Actor by) {
        var now = now();
        books.change(userId, book -> {
            var device = book.device(id)
                    .filter(known -> now.isBefore(known.expiresAt()))
                    .orElseThrow(DeviceNotFound::new);
            var told = new DeviceForgotten(userId, device.name(), by);
            return new Change<>(book.without(id), List.of(told), true);
        });
    }

    /** Those that are trusted now. */
    List<TrustedDevice> of(String userId) {
        return books.of(userId).live(now());
    }

    private DomainEvent forgotten(String userId, String reason, Actor by, Instant at) {
        return new DevicesForgotten(userId, reason, at, by, seal.of(DevicesForgotten.class, userId, at));
    }

    private Secret token(TrustedDevice device) {
        return tokens.issue(device.id(), device.counter());
    }

    /** As precise as it is stored. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
