package io.aman.session.password.breach;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.platform.Secret;
import io.aman.session.identity.Password;
import io.aman.session.password.breach.BreachCheck.WhenAway;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BreachCheckTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    private static Optional<BreachedPasswords> answering(BreachAnswer answer) {
        return Optional.of(_ -> answer);
    }

    private static Password password() {
        return Password.typed(Secret.of("correct horse battery"));
    }

    @ParameterizedTest
    @CsvSource({
        "CLEAN, CLEAN, CLEAN, service, clean",
        "CLEAN, BREACHED, BREACHED, service, breached",
        "CLEAN, AWAY, CLEAN, file, clean",
        "BREACHED, CLEAN, BREACHED, file, breached",
        "BREACHED, AWAY, BREACHED, file, breached"
    })
    void whoeverAnswersDecidesAndABreachDecidesAlone(
            BreachAnswer file, BreachAnswer service, BreachAnswer expected, String by, String outcome) {
        var check = new BreachCheck(answering(file), answering(service), WhenAway.REFUSE, meters);
        assertThat(check.of(password())).isEqualTo(expected);
        assertThat(counted(by, outcome)).isEqualTo(1);
    }

    @Test
    void whereNobodyAnswersThePolicyDecidesAndIsCounted() {
        var allowing = new BreachCheck(Optional.empty(), answering(BreachAnswer.AWAY), WhenAway.ALLOW, meters);
        var refusing = new BreachCheck(Optional.empty(), answering(BreachAnswer.AWAY), WhenAway.REFUSE, meters);

        assertThat(allowing.of(password())).isEqualTo(BreachAnswer.CLEAN);
        assertThat(refusing.of(password())).isEqualTo(BreachAnswer.AWAY);
        assertThat(counted("none", "allowed-unknown")).isEqualTo(1);
        assertThat(counted("none", "refused-unknown")).isEqualTo(1);
    }

    private double counted(String by, String outcome) {
        return meters.counter("session.password.breach.checks", "by", by, "outcome", outcome)
                .count();
    }
}
