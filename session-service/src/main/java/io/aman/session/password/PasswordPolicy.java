package io.aman.session.password;

import java.time.Duration;

/**
 * What is asked of a password; lengths are in code points of its NFC form.
 *
 * @param minLength where the password is all that a sign-in takes
 * @param minLengthWithFactor where a second factor is asked for as well
 * @param letterAndDigit whether it needs one of each
 * @param minScore of zxcvbn, from 0 to 4: each below is within reach of more guesses than the one before
 * @param ownWords how the person's own words are looked for
 * @param history how many passwords may not come again, the present one among them
 * @param maxAge after this it opens nothing but its own change; zero for never
 * @param factorLiftsMaxAge whether who has a second factor may keep it for ever
 */
record PasswordPolicy(
        int minLength,
        int minLengthWithFactor,
        boolean letterAndDigit,
        int minScore,
        OwnWords.Rule ownWords,
        int history,
        Duration maxAge,
        boolean factorLiftsMaxAge) {

    int minLength(boolean hasFactor) {
        return hasFactor ? minLengthWithFactor : minLength;
    }

    /** Zero for never. */
    Duration maxAge(boolean hasFactor) {
        return hasFactor && factorLiftsMaxAge ? Duration.ZERO : maxAge;
    }
}
