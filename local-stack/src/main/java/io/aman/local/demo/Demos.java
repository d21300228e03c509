package io.aman.local.demo;

import io.aman.local.stack.Demo;
import io.aman.local.stack.LocalStack;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/** The demos by name. */
public final class Demos implements Demo {

    private static final String FIRST_PAYMENT = "first-payment";
    private static final String PAYMENTS = "payments";
    private static final String SESSIONS = "sessions";
    private static final String GATEWAY = "gateway";
    private static final String FACTORS = "factors";
    private static final String SECURITY = "security";
    private static final String NOTIFICATIONS = "notifications";
    private static final List<String> ALL =
            List.of(FIRST_PAYMENT, PAYMENTS, SESSIONS, GATEWAY, FACTORS, SECURITY, NOTIFICATIONS);

    @Override
    public int run(LocalStack stack, Optional<String> name, PrintStream out) {
        var wanted = name.orElse(FIRST_PAYMENT);
        if (!ALL.contains(wanted)) {
            out.printf("no demo '%s'; there are: %s%n", wanted, String.join(", ", ALL));
            return 2;
        }
        out.printf("%s, through %s%n", wanted, stack.gateway());
        var steps = new Steps(out);
        switch (wanted) {
            case PAYMENTS -> new AllPayments(stack).run(steps);
            case SESSIONS -> new AllSessions(stack).run(steps);
            case FACTORS -> new AllFactors(stack).run(steps);
            case SECURITY -> new AllSecurity(stack).run(steps);
            case NOTIFICATIONS -> new AllNotifications(stack).run(steps);
            case GATEWAY -> new AllGateway(stack).run(steps);
            default -> new FirstPayment(stack).run(steps);
        }
        return steps.finish() == 0 ? 0 : 1;
    }
}
