package io.aman.session.mfa;

import java.time.Instant;

/**
 * A code that was sent.
 *
 * @param usableFor the key of the challenge it answers, or {@link #ENROLMENT}
 * @param hash of the code, keyed
 * @param tries how often it was answered wrongly, where no challenge counts that
 */
public record SentCode(Channel channel, String usableFor, String hash, Instant sentAt, Instant until, int tries) {

    /** Confirms the number that it was sent to. */
    public static final String ENROLMENT = "enrol";

    /** How it goes to the person. */
    public enum Channel {
        SMS("sms"),
        EMAIL("email");

        private final String code;

        Channel(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    /** Whether this is it, for this use, now. */
    public boolean counts(String answerHash, String use, Instant now) {
        return hash.equals(answerHash) && usableFor.equals(use) && now.isBefore(until);
    }

    public SentCode triedOnceMore() {
        return new SentCode(channel, usableFor, hash, sentAt, until, tries + 1);
    }

    @Override
    public String toString() {
        return "SentCode[" + channel + "]";
    }
}
