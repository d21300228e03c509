package io.aman.session.mfa;

import io.aman.platform.Secret;

/** One kind of second factor. {@link FactorCheck} alone asks it to verify: it counts the try first. */
public interface SecondFactor {

    /** What a success says of the person. */
    enum Standing {
        /** Who has one is asked for it. */
        FACTOR,
        /** Counts as much, but nobody is asked because of it: it stands in for another one. */
        SUBSTITUTE,
        /** Lets somebody in who has lost the others; it proves no second factor. */
        RECOVERY
    }

    /** {@code totp}, {@code passkey}, {@code backup-codes}, {@code sms} or {@code email}. */
    String kind();

    /** The method's name in RFC 8176; {@code mfa} is added where it counts. */
    String amr();

    default Standing standing() {
        return Standing.FACTOR;
    }

    /** Whether the person has one that counts, disabled or not. */
    boolean enrolled(String userId);

    /**
     * Verifies an answer and uses it up.
     *
     * @return false whatever is wrong with it
     */
    boolean verify(String userId, Challenge challenge, Secret answer);
}
