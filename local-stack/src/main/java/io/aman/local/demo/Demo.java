package io.aman.local.demo;

import java.io.PrintStream;
import java.util.List;

/** The demos by name. */
public final class Demo {

    public static final List<String> NAMES = List.of("first-payment");

    private Demo() {}

    /**
     * Runs a demo and prints each step; the last line is {@code demo: N passed, M failed}.
     *
     * @param name one of {@link #NAMES}
     * @return how many steps failed
     * @throws IllegalArgumentException when there is no demo of that name
     */
    public static int run(String name, DemoTarget stack, PrintStream out) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException("no demo '%s'; there are: %s".formatted(name, String.join(", ", NAMES)));
        }
        out.printf("%s, through %s%n", name, stack.gateway());
        var steps = new Steps(out);
        new FirstPayment(stack).run(steps);
        return steps.finish();
    }
}
