package io.aman.notification.webhook.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.notification.target.Answer;
import io.aman.notification.target.Answer.Outcome;
import io.aman.notification.webhook.endpoint.Endpoint;
import io.aman.notification.webhook.endpoint.EndpointProperties;
import io.aman.notification.webhook.endpoint.Rest;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HealthTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
    private static final Instant NEXT = NOW.plusSeconds(7);
    private static final MessageProperties PROPERTIES = MessagePropertiesTest.defaults();

    private final Health health = new Health(
            PROPERTIES, new EndpointProperties(20, Duration.ofHours(24), Duration.ofDays(5), Duration.ofDays(30)));

    private static Endpoint endpoint(int failures, @Nullable Instant failingSince) {
        return new Endpoint(
                "whe_1",
                "usr_1",
                Endpoint.Scope.OWN,
                URI.create("https://shop.example.com/"),
                "",
                Set.of("*"),
                null,
                null,
                NOW,
                List.of(),
                failures,
                failingSince,
                1);
    }

    private static Answer answer(Outcome outcome) {
        return answer(outcome, Duration.ZERO);
    }

    private static Answer answer(Outcome outcome, Duration retryAfter) {
        return new Answer(outcome, null, Duration.ZERO, retryAfter);
    }

    private Rest after(Endpoint endpoint, Answer... answers) {
        return health.after(endpoint, List.of(answers), NEXT, NOW);
    }

    @Test
    void oneSuccessMakesItWell() {
        assertThat(after(
                        endpoint(40, NOW.minus(Duration.ofDays(9))),
                        answer(Outcome.REJECTED),
                        answer(Outcome.DELIVERED)))
                .isEqualTo(new Rest(NEXT, NOW, 0, null, null));
    }

    @Test
    void aFirstFailureIsRemembered() {
        assertThat(after(endpoint(0, null), answer(Outcome.TIMED_OUT), answer(Outcome.REJECTED)))
                .isEqualTo(new Rest(NEXT, NOW, 2, NOW, null));
    }

    @Test
    void goneDisablesAtOnceWhateverElseWasHeard() {
        assertThat(after(endpoint(0, null), answer(Outcome.DELIVERED), answer(Outcome.GONE))
                        .disabledBecause())
                .isEqualTo("gone");
    }

    @Test
    void daysOfFailuresDisableAndAMomentLessDoesNot() {
        var since = NOW.minus(Duration.ofDays(5));
        assertThat(after(endpoint(11, since), answer(Outcome.REJECTED)).disabledBecause())
                .isEqualTo("failing");
        assertThat(after(endpoint(11, since.plusMillis(1)), answer(Outcome.REJECTED))
                        .disabledBecause())
                .isNull();
    }

    @Test
    void whatCannotBeSignedIsNotTheReceiversFault() {
        var since = NOW.minus(Duration.ofDays(6));
        assertThat(after(endpoint(3, since), answer(Outcome.NOT_SIGNED)))
                .isEqualTo(new Rest(NEXT, NOW.plus(PROPERTIES.breakerPause()), 3, since, null));
    }

    @Test
    void whoKeepsFailingIsAskedLessAndLessOften() {
        var pauses = List.of(9, 10, 11, 12, 14, 1_000).stream()
                .map(failures -> after(endpoint(failures - 1, NOW), answer(Outcome.REJECTED)))
                .map(rest -> Duration.between(NOW, rest.closedUntil()))
                .toList();

        assertThat(pauses)
                .containsExactly(
                        Duration.ZERO,
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(120),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(5));
        assertThat(PROPERTIES.atOnce(9)).isEqualTo(8);
        assertThat(PROPERTIES.atOnce(10)).isEqualTo(1);
    }

    @Test
    void aPauseThatIsAskedForIsKeptWithinBounds() {
        assertThat(after(endpoint(0, null), answer(Outcome.THROTTLED, Duration.ofMinutes(2)), answer(Outcome.DELIVERED))
                        .closedUntil())
                .isEqualTo(NOW.plus(Duration.ofMinutes(2)));
        assertThat(after(endpoint(0, null), answer(Outcome.THROTTLED, Duration.ofDays(300)))
                        .closedUntil())
                .isEqualTo(NOW.plus(Duration.ofHours(1)));
    }

    @Test
    void aTurnWithNothingToSendChangesNothing() {
        assertThat(health.after(endpoint(3, NOW), Collections.emptyList(), null, NOW))
                .isEqualTo(new Rest(null, NOW, 3, NOW, null));
    }
}
