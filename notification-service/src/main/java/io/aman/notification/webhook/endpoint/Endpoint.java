package io.aman.notification.webhook.endpoint;

import io.aman.platform.security.Caller;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A system of somebody's that hears of events.
 *
 * @param owner the user who made it
 * @param url where messages are posted to; it may hold a token of the receiver's, so it is never logged
 * @param types the logical types it hears of, or {@link PublicEvents#ALL}
 * @param disabledBecause a code; null while it is enabled
 * @param secrets still sealed, the newest first
 * @param failures how many attempts have failed since one succeeded
 * @param failingSince when the first of them was; null where there is none
 * @param version counts what its owner changed
 */
public record Endpoint(
        String id,
        String owner,
        Scope scope,
        URI url,
        String description,
        Set<String> types,
        @Nullable String disabledBecause,
        @Nullable Instant disabledAt,
        Instant createdAt,
        List<SealedSecret> secrets,
        int failures,
        @Nullable Instant failingSince,
        long version) {

    /** Whose events it hears of. */
    public enum Scope {
        /** Those of its owner, who alone manages it. */
        OWN,
        /** Everybody's; whoever holds the permissions for all its types manages it. */
        ALL
    }

    /** @param until when it signs no more; null for the one that signs on */
    public record SealedSecret(String text, @Nullable Instant until) {}

    public Endpoint {
        types = Set.copyOf(types);
        secrets = List.copyOf(secrets);
    }

    public boolean isEnabled() {
        return disabledBecause == null;
    }

    /** Whether it hears of that type, where the event concerns it at all. */
    public boolean hears(String type) {
        return types.contains(PublicEvents.ALL) || types.contains(type);
    }

    /** @param user whose event it is; null where it is nobody's in particular */
    public boolean hearsOf(@Nullable String user) {
        return scope == Scope.ALL || owner.equals(user);
    }

    boolean isManagedBy(Caller caller) {
        return switch (scope) {
            case OWN -> owner.equals(caller.userId());
            case ALL -> PublicEvents.permissions(types).stream().allMatch(caller::permits);
        };
    }

    Endpoint as(Wish wish) {
        return new Endpoint(
                id,
                owner,
                scope,
                URI.create(wish.url()),
                wish.description(),
                wish.types(),
                disabledBecause,
                disabledAt,
                createdAt,
                secrets,
                failures,
                failingSince,
                version);
    }

    /** Its failures are forgotten: it gets all the time again. */
    Endpoint enabled() {
        return standing(null, null, 0, null);
    }

    /** One that is disabled already stays so for the reason it was. */
    Endpoint disabled(String reason, Instant at) {
        return isEnabled() ? standing(reason, at, failures, failingSince) : this;
    }

    private Endpoint standing(@Nullable String because, @Nullable Instant at, int failed, @Nullable Instant since) {
        return new Endpoint(
                id, owner, scope, url, description, types, because, at, createdAt, secrets, failed, since, version);
    }

    Endpoint signedBy(List<SealedSecret> others) {
        return new Endpoint(
                id,
                owner,
                scope,
                url,
                description,
                types,
                disabledBecause,
                disabledAt,
                createdAt,
                others,
                failures,
                failingSince,
                version);
    }

    Endpoint madeBy(String other) {
        return new Endpoint(
                id,
                other,
                scope,
                url,
                description,
                types,
                disabledBecause,
                disabledAt,
                createdAt,
                secrets,
                failures,
                failingSince,
                version);
    }

    /** Names it by its id alone. */
    @Override
    public String toString() {
        return "Endpoint[" + id + "]";
    }
}
