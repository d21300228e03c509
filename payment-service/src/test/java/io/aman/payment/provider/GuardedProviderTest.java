package io.aman.payment.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.aman.payment.provider.ProviderAnswer.Created;
import io.aman.payment.provider.ProviderAnswer.NotSent;
import io.aman.payment.provider.ProviderAnswer.Refused;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class GuardedProviderTest {

    private final PaymentProvider provider = mock();
    private final GuardProperties properties = new GuardProperties(1, 50, 4, Duration.ofMinutes(1));
    private final GuardedProvider guarded = new GuardedProvider(
            provider,
            new Guard(
                    CircuitBreaker.of("x", ProviderConfiguration.breaker(properties)),
                    Bulkhead.of("x", ProviderConfiguration.bulkhead(properties))));

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
        var guards = new ProviderConfiguration().providerGuards(properties, new SimpleMeterRegistry());
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
}
