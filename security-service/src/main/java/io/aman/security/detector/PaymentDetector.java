package io.aman.security.detector;

import java.util.Optional;

/** One way to notice something of a person's payments. */
public interface PaymentDetector extends Adjustable {

    /** What is to be said of them; empty where this detector has nothing to say. */
    Optional<Finding> notice(PaymentSight sight, Settings settings);
}
