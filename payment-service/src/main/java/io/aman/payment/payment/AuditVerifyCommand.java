package io.aman.payment.payment;

import io.aman.payment.audit.CheckTrails;
import io.aman.payment.audit.Verification;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;

/** {@code java -jar payment-service.jar audit-verify}: checks every payment's trail without starting the service. */
public final class AuditVerifyCommand {

    /** The first argument that asks for it. */
    public static final String NAME = "audit-verify";

    private AuditVerifyCommand() {}

    /**
     * Prints each payment whose trail does not hold, and the counts.
     *
     * @param args more of them are properties, as for the service
     * @return 0 when all hold, otherwise 1
     */
    public static int run(PrintStream out, String... args) {
        try (var context = new SpringApplicationBuilder(TrailCheckConfiguration.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .run(quietly(args))) {
            return check(context.getBean(CheckTrails.class), out);
        }
    }

    /** An argument, since the service's own configuration wins over a default. */
    private static String[] quietly(String... args) {
        return Stream.concat(Stream.of("--logging.level.root=warn"), Arrays.stream(args))
                .toArray(String[]::new);
    }

    private static int check(CheckTrails trails, PrintStream out) {
        var broken = new AtomicInteger();
        var checked = trails.all(verification -> {
            broken.incrementAndGet();
            out.println(line(verification));
        });
        out.printf("audit: %d payments, %d entries, %d broken%n", checked.payments(), checked.entries(), broken.get());
        if (checked.legacy() > 0) {
            out.printf("audit: %d entries are older than the chain and unprotected%n", checked.legacy());
        }
        return broken.get() == 0 ? 0 : 1;
    }

    private static String line(Verification broken) {
        return "audit: %s is broken at %d: %s".formatted(broken.paymentId(), broken.brokenAt(), broken.reason());
    }
}
