package io.aman.payment.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.aman.payment.provider.ProviderAnswer.Created;
import io.aman.payment.provider.ProviderAnswer.NotSent;
import io.aman.payment.provider.ProviderAnswer.Refused;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.payment.provider.ProviderCall.Operation;
import io.aman.payment.provider.ProviderCall.Outcome;
import io.aman.payment.provider.ProviderHealth.Breaker;
import io.aman.testing.MutableClock;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class GuardedProviderTest {

    private final PaymentProvider provider = mock();
    private final List<ProviderCall> calls = new CopyOnWriteArrayList<>();
    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final GuardProperties properties = new GuardProperties(1, 50, 4, Duration.ofMinutes(1));
    private final GuardedProvider guarded = new GuardedProvider(
            provider,
            new Guard(
                    "x",
                    CircuitBreaker.of("x", ProviderConfiguration.breaker(properties)),
                    Bulkhead.of("x", ProviderConfiguration.bulkhead(properties)),
                    calls::add,
                    clock));

    @Test
    void aProviderThatKeepsFailingIsLeftAloneAndWhatIsHeldBackWasNotSent() {
        when(provider.read("pi_1")).thenReturn(new Unknown("no answer"));
        for (int call = 0; call < 4; call++) {
            assertThat(guarded.read("pi_1")).isInstanceOf(Unknown.class);
        }
        assertThat(guarded.read("pi_1")).isInstanceOf(NotSent.class);
        verify(provider, times(4)).read("pi_1");
    }

    @Test
    void answersOfAnyKindAreNoFailures() {
        when(provider.read("pi_1")).thenReturn(new Refused("invalid_request"));
        for (int call = 0; call < 10; call++) {
            assertThat(guarded.read("pi_1")).isInstanceOf(Refused.class);
        }
    }

    @Test
    void oneCallTooManyIsHeldBack() throws Exception {
        var entered = new CountDownLatch(1);
        var leave = new CountDownLatch(1);
        when(provider.read("pi_1")).thenAnswer(_ -> {
            entered.countDown();
            leave.await();
            return new Created("pi_1");
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> guarded.read("pi_1"));
            entered.await();
            assertThat(guarded.read("pi_1")).isInstanceOf(NotSent.class);
            leave.countDown();
            assertThat(first.get()).isInstanceOf(Created.class);
        }
    }

    @Test
    void aVaultThatKeepsFailingIsLeftAloneTogetherWithItsProvider() {
        var guards =
                new ProviderConfiguration().providerGuards(properties, List.of(), new SimpleMeterRegistry(), clock);
        MethodVault vault = mock();
        var detach = new MethodVault.Detach("key", new PaymentMethodToken("pm_1"));
        when(vault.detach(detach)).thenReturn(new Unknown("no answer"));
        when(provider.read("pi_1")).thenReturn(new Created("pi_1"));
        var guardedVault = new GuardedVault(vault, guards.of("x"));
        for (int call = 0; call < 4; call++) {
            assertThat(guardedVault.detach(detach)).isInstanceOf(Unknown.class);
        }
        assertThat(guardedVault.detach(detach)).isInstanceOf(NotSent.class);
        assertThat(new GuardedProvider(provider, guards.of("x")).read("pi_1")).isInstanceOf(NotSent.class);
        assertThat(new GuardedProvider(provider, guards.of("y")).read("pi_1")).isInstanceOf(Created.class);
    }

    @Test
    void eachCallIsToldWithHowItWentAlsoOneThatWasHeldBackOrBroke() {
        when(provider.name()).thenReturn("x");
        when(provider.read("pi_1"))
                .thenReturn(new Created("pi_1"), new Refused("no"), new NotSent("refused"))
                .thenThrow(new IllegalStateException("a bug"));
        for (int call = 0; call < 3; call++) {
            guarded.read("pi_1");
        }
        assertThatThrownBy(() -> guarded.read("pi_1")).isInstanceOf(IllegalStateException.class);
        guarded.read("pi_1");
        assertThat(calls)
                .extracting(ProviderCall::outcome)
                .containsExactly(
                        Outcome.ANSWERED, Outcome.REFUSED, Outcome.NOT_SENT, Outcome.UNKNOWN, Outcome.HELD_BACK);
        assertThat(calls).extracting(ProviderCall::operation).containsOnly(Operation.READ);
        assertThat(calls.getLast().took()).isZero();
        assertThat(calls.getFirst().took()).isPositive();
    }

    @Test
    void itsHealthIsTheBreakersStateAndTheLastAnswer() {
        when(provider.name()).thenReturn("x");
        assertThat(guarded.health()).isEqualTo(new ProviderHealth("x", Breaker.CLOSED, null));
        when(provider.read("pi_1")).thenReturn(new Created("pi_1"), new Unknown("no answer"));
        guarded.read("pi_1");
        var answered = clock.instant();
        clock.advance(Duration.ofSeconds(1));
        for (int call = 0; call < 4; call++) {
            guarded.read("pi_1");
        }
        assertThat(guarded.health()).isEqualTo(new ProviderHealth("x", Breaker.OPEN, answered));
    }
}
