package io.aman.security.detector;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * All that a detector sees of a person's payments.
 *
 * @param spending what is remembered of them, with what was just heard
 * @param around what is remembered of everybody's from the address; nothing where it is not known
 * @param atDevice what is remembered of everybody's at the device; nothing where it is not known
 * @param purchase what they are about to pay; null where they are not, and something was heard
 * @param at the time as of which it is looked at
 */
public record PaymentSight(
        Spending spending,
        Spending around,
        Spending atDevice,
        @Nullable Purchase purchase,
        Instant at) {}
