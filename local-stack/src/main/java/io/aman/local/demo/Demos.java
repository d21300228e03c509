package io.aman.local.demo;

import io.aman.local.stack.Demo;
import io.aman.local.stack.LocalStack;
import java.io.PrintStream;
import java.util.Optional;

/** The demos by name. */
public final class Demos implements Demo {

    private static final String FIRST_PAYMENT = "first-payment";

    @Override
    public int run(LocalStack stack, Optional<String> name, PrintStream out) {
        if (!name.orElse(FIRST_PAYMENT).equals(FIRST_PAYMENT)) {
            out.printf("no demo '%s'; there is: %s%n", name.get(), FIRST_PAYMENT);
            return 2;
        }
        out.printf("%s, through %s%n", FIRST_PAYMENT, stack.gateway());
        var steps = new Steps(out);
        new FirstPayment(stack).run(steps);
        return steps.finish() == 0 ? 0 : 1;
    }
}
