package io.aman.payment.invoice;

import io.aman.payment.payment.Cause;
import io.aman.platform.observability.Traces;
import io.aman.platform.security.Caller;
import java.time.Clock;

/** What a user's call gives as the cause of a change. */
final class InvoiceCause {

    private InvoiceCause() {}

    static Cause of(Caller caller, Clock clock, Traces traces) {
        var here = Cause.system("", clock.instant(), traces.current());
        return new Cause("user:" + caller.userId(), here.at(), caller.address(), here.traceId(), null);
    }
}
