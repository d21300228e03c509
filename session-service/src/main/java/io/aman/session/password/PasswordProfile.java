package io.aman.session.password;

import java.time.Duration;

/** Whose rules are kept, where nothing else is configured. */
enum PasswordProfile {
    /** What the product promises. NIST and ASVS would neither count days nor remember: see the operator's guide. */
    PRODUCT,

    /** NIST SP 800-63B-4, section 3.1.1.2. */
    NIST,

    /** PCI DSS 4.0.1, requirements 8.3.6, 8.3.7 and 8.3.9. */
    PCI;

    PasswordPolicy policy() {
        return switch (this) {
            case PRODUCT ->
                new PasswordPolicy(12, 12, false, 3, OwnWords.Rule.CONTAINED, 5, Duration.ofDays(90), false);
            case NIST -> new PasswordPolicy(15, 8, false, 3, OwnWords.Rule.WHOLE, 0, Duration.ZERO, false);
            case PCI -> new PasswordPolicy(12, 12, true, 3, OwnWords.Rule.CONTAINED, 4, Duration.ofDays(90), true);
        };
    }
}
