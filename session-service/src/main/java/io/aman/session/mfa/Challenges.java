package io.aman.session.mfa;

import io.aman.platform.Ids;
import io.aman.session.mfa.MfaError.ChallengeOver;
import io.aman.session.token.KeyedHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * Opens challenges. Nothing is stored for one: its id says what it is for and until when, and is signed together with
 * the person it was opened for. What counts against it is kept with the person from the first try on.
 */
public final class Challenges {

    /** After this it is over. */
    public static final Duration LIFETIME = Duration.ofMinutes(10);

    static final int KEY_LENGTH = 36;

    private static final Pattern FORM =
            Pattern.compile("(chl_[0-9a-f]{32})-(sign-in|step-up)-([0-9]{1,12})-([A-Za-z0-9_-]{43})");
    private static final int MAX_LENGTH = 128;

    private final KeyedHash hash;
    private final Clock clock;

    Challenges(KeyedHash hash, Clock clock) {
        this.hash = hash;
        this.clock = clock;
    }

    /** A new one. */
    public Challenge open(String userId, Purpose purpose) {
        var until = Instant.ofEpochSecond(clock.instant().plus(LIFETIME).getEpochSecond());
        var facts = "%s-%s-%d".formatted(Ids.random("chl_"), purpose.code(), until.getEpochSecond());
        return new Challenge(facts + "-" + signature(userId, facts), userId, purpose, until);
    }

    /**
     * The challenge of this id, whatever was tried at it already.
     *
     * @throws ChallengeOver when it was never opened for this person and purpose, or too long ago
     */
    public Challenge require(String userId, String id, Purpose purpose) {
        var challenge = read(userId, id);
        if (challenge.purpose() != purpose || !clock.instant().isBefore(challenge.until())) {
            throw new ChallengeOver();
        }
        return challenge;
    }

    private Challenge read(String userId, String id) {
        if (id.length() > MAX_LENGTH) {
            throw new ChallengeOver();
        }
        var parts = FORM.matcher(id);
        if (!parts.matches()) {
            throw new ChallengeOver();
        }
        var facts = id.substring(0, parts.end(3));
        if (!MessageDigest.isEqual(ascii(signature(userId, facts)), ascii(parts.group(4)))) {
            throw new ChallengeOver();
        }
        return new Challenge(
                id, userId, Purpose.of(parts.group(2)), Instant.ofEpochSecond(Long.parseLong(parts.group(3))));
    }

    private String signature(String userId, String facts) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash.hash(userId + "|" + facts));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
