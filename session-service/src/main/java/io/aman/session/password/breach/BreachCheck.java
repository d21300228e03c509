package io.aman.session.password.breach;

import io.aman.session.identity.Password;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;

/**
 * Asks the file first, which costs nothing, and then the service. A password is clean when one of them knows it not and
 * none knows it; where neither answers, the installation's policy decides, and a counter tells of it.
 */
public final class BreachCheck {

    /** What happens to passwords of which nobody can say anything. */
    enum WhenAway {
        ALLOW,
        REFUSE
    }

    private static final String COUNTER = "session.password.breach.checks";

    private final Optional<BreachedPasswords> file;
    private final Optional<BreachedPasswords> service;
    private final WhenAway whenAway;
    private final MeterRegistry meters;

    BreachCheck(
            Optional<BreachedPasswords> file,
            Optional<BreachedPasswords> service,
            WhenAway whenAway,
            MeterRegistry meters) {
        this.file = file;
        this.service = service;
        this.whenAway = whenAway;
        this.meters = meters;
    }

    /** {@link BreachAnswer#AWAY} only where such a password is not to be taken. */
    public BreachAnswer of(Password password) {
        var sha1 = Sha1.of(password);
        var known = file.map(asked -> asked.ask(sha1)).orElse(BreachAnswer.AWAY);
        if (known == BreachAnswer.BREACHED) {
            return counted("file", known);
        }
        var online = service.map(asked -> asked.ask(sha1)).orElse(BreachAnswer.AWAY);
        if (online != BreachAnswer.AWAY) {
            return counted("service", online);
        }
        if (known == BreachAnswer.CLEAN) {
            return counted("file", known);
        }
        return counted("none", whenAway == WhenAway.ALLOW ? BreachAnswer.CLEAN : BreachAnswer.AWAY);
    }

    private BreachAnswer counted(String by, BreachAnswer answer) {
        var outcome = switch (answer) {
            case BREACHED -> "breached";
            case CLEAN -> by.equals("none") ? "allowed-unknown" : "clean";
            case AWAY -> "refused-unknown";
        };
        meters.counter(COUNTER, "by", by, "outcome", outcome).increment();
        return answer;
    }
}
