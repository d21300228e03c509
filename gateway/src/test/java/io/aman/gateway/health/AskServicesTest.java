package io.aman.gateway.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.platform.health.PartsReport;
import io.aman.platform.health.Standing;
import io.aman.testing.MutableClock;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class AskServicesTest {

    private static final PartsReport WELL = new PartsReport(Standing.UP, Map.of());
    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");

    private AskServices asking(Map<String, AskServices.Ask> services) {
        var properties = new SystemHealthProperties(
                Map.of("payment", List.of(URI.create("http://nowhere"))),
                Set.of("payment"),
                Duration.ofMillis(50),
                Duration.ofSeconds(2));
        return new AskServices(services, properties, clock);
    }

    @Test
    void howeverManyAskAServiceIsAskedOnceEvenWhenTheFirstHangsUp() {
        var asked = new AtomicInteger();
        var answer = Sinks.<PartsReport>one();
        var services = asking(Map.of("payment", () -> {
            asked.incrementAndGet();
            return answer.asMono();
        }));
        var first = services.health().subscribe();
        var answers = new ArrayList<SystemHealth>();
        for (var i = 0; i < 100; i++) {
            Disposable _ = services.health().subscribe(answers::add);
        }
        first.dispose();

        answer.tryEmitValue(WELL).orThrow();

        assertThat(asked).hasValue(1);
        assertThat(answers).hasSize(100).allMatch(health -> health.status() == Standing.UP);
    }

    @Test
    void oneThatHangsIsDownAfterTheTimeLimitAndHoldsUpNoOther() {
        var services = asking(Map.of("payment", () -> Mono.just(WELL), "mute", Mono::never));

        var health = services.health().blockOptional().orElseThrow();

        assertThat(health.status()).isEqualTo(Standing.DEGRADED);
        assertThat(health.services().get("mute").reason()).isEqualTo("no answer in time");
        assertThat(health.services().get("payment").status()).isEqualTo(Standing.UP);
    }

    @Test
    void sinceTellsWhenItChanged() {
        var now = new PartsReport[] {WELL};
        var services = asking(Map.of("payment", () -> Mono.just(now[0])));
        var begun = clock.instant();
        services.health().block();
        clock.advance(Duration.ofMinutes(1));

        assertThat(since(services)).isEqualTo(begun);

        now[0] = new PartsReport(Standing.DOWN, Map.of());
        clock.advance(Duration.ofMinutes(1));
        assertThat(since(services)).isEqualTo(clock.instant());
    }

    private static Instant since(AskServices services) {
        return services.health()
                .blockOptional()
                .orElseThrow()
                .services()
                .get("payment")
                .since();
    }

    @Test
    void whatAnAskThrowsIsItsOwnFailure() {
        var services = asking(Map.of("payment", () -> Mono.just(WELL), "broken", () -> {
            throw new IllegalStateException("at 10.0.0.1 with password");
        }));

        var health = services.health().blockOptional().orElseThrow();

        assertThat(health.status()).isEqualTo(Standing.DEGRADED);
        assertThat(health.toString()).doesNotContain("10.0.0.1", "password");
    }
}
