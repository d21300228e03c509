package io.aman.payment.provider;

import java.util.List;

/** An adapter's watch that is shown with the service's health; any number of beans may be one. */
public interface ProviderAlerts {

    /** What stands now; empty when all is well or nothing is known. Asks nobody, so that it returns at once. */
    List<ProviderAlert> current();
}
