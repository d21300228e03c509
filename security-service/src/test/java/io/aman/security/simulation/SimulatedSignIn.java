package io.aman.security.simulation;

import io.aman.security.detector.SignIn;
import io.aman.security.reputation.AddressFacts;

/**
 * One sign-in of the simulation.
 *
 * @param attack what it belongs to; {@link Attack#NONE} for an honest one
 * @param campaign tells attacks of one kind apart
 */
record SimulatedSignIn(SignIn signIn, AddressFacts facts, Attack attack, int campaign) {

    enum Attack {
        NONE,
        /** One address at one account. */
        SINGLE_SOURCE,
        /** One address, a few guesses at each of many accounts. */
        SPRAYING,
        /** Many addresses, a guess at each of many accounts. */
        BOTNET,
        /** One address in a data centre with pairs of which some are right. */
        STUFFING,
        /** Many addresses, slowly, with one password at each of many accounts. */
        ONE_PASSWORD,
        /** Many addresses of one operator, a guess at each of many accounts. */
        ONE_NETWORK,
        /** Somebody gets into one account with the right password. */
        TAKEOVER
    }
}
