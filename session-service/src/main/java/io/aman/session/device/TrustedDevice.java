package io.aman.session.device;

import io.aman.events.ClientFacts;
import io.aman.platform.Ids;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A device at which its person is not asked for a second factor.
 *
 * @param client what it said it is when it was trusted
 * @param counter of the token that counts now
 * @param rotatedAt when that token replaced the one before it; null while it is the first
 * @param address where it was last seen
 */
record TrustedDevice(
        String id,
        ClientFacts client,
        long counter,
        @Nullable Instant rotatedAt,
        Instant trustedAt,
        Instant usedAt,
        Instant expiresAt,
        String address) {

    /** Within this time the replaced token is answered with its successor: answers get lost. */
    static final Duration GRACE = Duration.ofSeconds(10);

    /** What a genuine token means for its device. */
    enum Verdict {
        /** It is the current one: replace it. */
        ROTATE,
        /** It was replaced a moment ago: answer with the current one. */
        REPEAT,
        /** It was replaced long ago: somebody has a copy, and nobody can tell who. */
        REUSE,
        /** Its time is over, or another kind of device shows it: it is asked for a second factor. */
        REFUSE
    }

    static TrustedDevice trusted(ClientFacts client, String address, Instant now, Duration remembered) {
        return new TrustedDevice(Ids.random("dev_"), client, 0, null, now, now, now.plus(remembered), address);
    }

    Verdict judge(long presented, ClientFacts seen, Instant now) {
        if (!now.isBefore(expiresAt) || !isLike(seen)) {
            return Verdict.REFUSE;
        }
        if (presented == counter) {
            return Verdict.ROTATE;
        }
        var replacedLately = rotatedAt != null && now.isBefore(rotatedAt.plus(GRACE));
        return presented == counter - 1 && replacedLately ? Verdict.REPEAT : Verdict.REUSE;
    }

    TrustedDevice rotated(String from, Instant now) {
        return new TrustedDevice(id, client, counter + 1, now, trustedAt, now, expiresAt, from);
    }

    /** As a person knows it, such as {@code Firefox on Windows}. */
    String name() {
        var parts = Stream.of(client.browser(), client.os())
                .filter(Objects::nonNull)
                .map(TrustedDevice::family)
                .collect(Collectors.joining(" on "));
        return parts.isEmpty() ? "An unknown device" : parts;
    }

    /** Browsers and systems are updated; they don't become others. */
    private boolean isLike(ClientFacts seen) {
        return client.device().equals(seen.device())
                && Objects.equals(family(client.browser()), family(seen.browser()))
                && Objects.equals(family(client.os()), family(seen.os()));
    }

    /** Without the version. */
    private static @Nullable String family(@Nullable String name) {
        return name == null ? null : name.replaceFirst(" \\d.*$", "");
    }
}
