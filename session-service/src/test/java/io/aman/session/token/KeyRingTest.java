package io.aman.session.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.session.token.SigningKeyStore.Stored;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The law of rotation: whatever clocks say, whoever verifies has the key of every token that is alive. */
class KeyRingTest {

    private static final Instant START = Instant.parse("2026-11-25T10:00:00Z");
    private static final KeyTimes TIMES = TestKeys.TIMES;

    /**
     * @param rotations minutes from one to the next
     * @param signedAfter minutes after the start, in true time
     * @param tokenAge in seconds, as every age and how far a clock is off
     */
    @Property(tries = 5000)
    void everyLivingTokenIsVerifiedByEverySetOfKeysThatIsStillUsed(
            @ForAll @Size(max = 5) List<@IntRange(min = 0, max = 60) Integer> rotations,
            @ForAll @IntRange(min = 0, max = 300) int signedAfter,
            @ForAll @IntRange(min = -30, max = 30) int signersClock,
            @ForAll @IntRange(min = -30, max = 30) int publishersClock,
            @ForAll @IntRange(max = 360) int tokenAge,
            @ForAll @IntRange(max = 600) int keysAge,
            @ForAll @IntRange(max = 30) int reloadAge) {
        var keys = rotated(rotations);
        var signedAt = START.plus(Duration.ofMinutes(signedAfter));
        var signer = signing(keys, signedAt, signersClock, reloadAge);
        var fetchedAt = signedAt.plusSeconds(tokenAge).minusSeconds(keysAge);
        var known = seen(keys, fetchedAt.minusSeconds(reloadAge));
        if (known.isEmpty()) {
            return; // before the installation began
        }

        assertThat(new KeyRing(known).published(fetchedAt.plusSeconds(publishersClock)))
                .contains(signer);
    }

    private static Stored signing(List<Stored> keys, Instant at, int clock, int reloadAge) {
        var known = seen(keys, at.minusSeconds(reloadAge));
        return new KeyRing(known.isEmpty() ? keys.subList(0, 1) : known).signing(at.plusSeconds(clock));
    }

    private static List<Stored> seen(List<Stored> keys, Instant at) {
        return keys.stream().filter(key -> !key.createdAt().isAfter(at)).toList();
    }

    /** As {@link SigningKeys#rotate} does it: a key that is on its way already is that key. */
    private static List<Stored> rotated(List<Integer> minutes) {
        var keys = new ArrayList<>(List.of(new Stored(1, "key-1", "", START, START, START)));
        var now = START;
        for (var wait : minutes) {
            now = now.plus(Duration.ofMinutes(wait));
            if (!keys.getLast().signsFrom().isAfter(now)) {
                var generation = keys.size() + 1;
                var from = now.plus(TIMES.publishedAhead());
                keys.add(new Stored(generation, "key-" + generation, "", now, from, from.plus(TIMES.publishedAfter())));
            }
        }
        return keys;
    }
}
