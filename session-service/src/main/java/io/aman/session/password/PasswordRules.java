package io.aman.session.password;

import io.aman.session.identity.Password;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Judges passwords by everything that can be known of them here: no network, no record of earlier ones. */
final class PasswordRules {

    /** @param weaknesses none where it would be taken */
    record Verdict(int score, Set<Weakness> weaknesses) {

        boolean isAcceptable() {
            return weaknesses.isEmpty();
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final PasswordPolicy policy;
    private final List<String> productWords;
    private final PasswordStrength strength = new PasswordStrength();

    /** Anybody may ask, and a long answer is work: never on more threads than there are cores. */
    private final Semaphore cores = new Semaphore(Runtime.getRuntime().availableProcessors(), true);

    PasswordRules(PasswordPolicy policy, List<String> productWords) {
        this.policy = policy;
        this.productWords = List.copyOf(productWords);
    }

    PasswordPolicy policy() {
        return policy;
    }

    List<String> productWords() {
        return productWords;
    }

    /**
     * Judges it.
     *
     * @param hasFactor whether a second factor is asked for beside it
     * @throws PasswordError.Busy when too many are being judged
     */
    Verdict judge(Password password, OwnWords own, boolean hasFactor) {
        var text = password.reveal();
        var words = own.and(productWords);
        var weaknesses = EnumSet.noneOf(Weakness.class);
        if (text.codePointCount(0, text.length()) < policy.minLength(hasFactor)) {
            weaknesses.add(Weakness.TOO_SHORT);
        }
        if (policy.letterAndDigit() && !hasLetterAndDigit(text)) {
            weaknesses.add(Weakness.NEEDS_LETTER_AND_DIGIT);
        }
        if (words.isIn(text, policy.ownWords())) {
            weaknesses.add(Weakness.OWN_WORDS);
        }
        var estimate = estimate(text, words);
        if (estimate.score() < policy.minScore()) {
            weaknesses.addAll(estimate.patterns().isEmpty() ? Set.of(Weakness.GUESSABLE) : estimate.patterns());
        }
        return new Verdict(estimate.score(), weaknesses);
    }

    private static boolean hasLetterAndDigit(String text) {
        return text.codePoints().anyMatch(Character::isLetter)
                && text.codePoints().anyMatch(Character::isDigit);
    }

    private PasswordStrength.Estimate estimate(String text, OwnWords words) {
        try {
            if (!cores.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new PasswordError.Busy();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new PasswordError.Busy();
        }
        try {
            return strength.of(text, words.known());
        } finally {
            cores.release();
        }
    }
}
