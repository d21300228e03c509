package io.aman.notification.delivery;

import io.aman.notification.template.Category;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every way to reach people that is set up: those with providers behind them, and those that carry their messages themselves. */
final class Channels {

    private static final Logger log = LoggerFactory.getLogger(Channels.class);

    /** A name is part of a field's name in the store. */
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    /** How often in a row what may come twice is sent while in doubt: it costs money each time. */
    private static final int REPEATS = 2;

    private final Map<String, Channel> plain;
    private final Map<String, Failover> carried;
    private final FailoverProperties properties;

    Channels(
            List<Channel> channels,
            List<Provider> providers,
            FailoverProperties properties,
            DeliveryMetrics metrics,
            Clock clock) {
        this.properties = properties;
        this.plain = channels.stream().collect(Collectors.toUnmodifiableMap(Channel::name, Function.identity()));
        var breakers = CircuitBreakerRegistry.of(breaker(properties, clock));
        this.carried = providers.stream()
                .sorted(Comparator.comparingInt(provider -> properties.rank(provider.channel(), provider.name())))
                .map(provider -> new GuardedProvider(
                        valid(provider),
                        breakers.circuitBreaker(provider.channel() + "-" + provider.name()),
                        metrics,
                        clock))
                .collect(Collectors.groupingBy(
                        GuardedProvider::channel, Collectors.collectingAndThen(Collectors.toList(), Failover::new)));
        requireKnown();
    }

    private static CircuitBreakerConfig breaker(FailoverProperties properties, Clock clock) {
        return CircuitBreakerConfig.custom()
                .slidingWindowSize(properties.window())
                .minimumNumberOfCalls(properties.window())
                .failureRateThreshold(properties.failureRatePercent())
                .waitDurationInOpenState(properties.pause())
                .permittedNumberOfCallsInHalfOpenState(1)
                .recordResult(GuardedProvider::isFailure)
                .clock(clock)
                .build();
    }

    private static Provider valid(Provider provider) {
        if (!NAME.matcher(provider.name()).matches()) {
            throw new IllegalStateException("a provider is not called " + provider.name());
        }
        return provider;
    }

    private void requireKnown() {
        properties.order().forEach((channel, names) -> {
            var known = carried.containsKey(channel)
                    ? carried.get(channel).providers().stream()
                            .map(GuardedProvider::name)
                            .toList()
                    : List.<String>of();
            if (!known.containsAll(names)) {
                throw new IllegalStateException(
                        "notification.failover.order.%s names a provider beside %s".formatted(channel, known));
            }
        });
    }

    boolean has(String channel) {
        return carried.containsKey(channel) || plain.containsKey(channel);
    }

    /** How often in a row a message is sent of which nobody knows whether it went out. */
    int sendsInDoubt(Delivery delivery) {
        var failover = carried.get(delivery.channel());
        if (failover == null) {
            return channel(delivery.channel()).sendsInDoubt();
        }
        if (failover.first(delivery.to())
                .filter(GuardedProvider::recognisesRepeats)
                .isPresent()) {
            return Integer.MAX_VALUE;
        }
        return mayRepeat(delivery.category()) ? REPEATS : 1;
    }

    private boolean mayRepeat(Category category) {
        return properties.mayRepeat().contains(category);
    }

    /** What is heeded of a provider's wish to be left alone. */
    Duration heeded(Duration retryAfter) {
        return retryAfter.compareTo(properties.longestRetryAfter()) < 0 ? retryAfter : properties.longestRetryAfter();
    }

    /** Who is asked first; null where the channel carries its messages itself. */
    @Nullable
    String first(Delivery delivery) {
        var failover = carried.get(delivery.channel());
        return failover == null
                ? null
                : failover.first(delivery.to()).map(GuardedProvider::name).orElse(null);
    }

    Answer send(Delivery delivery, Trail trail) {
        var failover = carried.get(delivery.channel());
        return failover == null
                ? Answer.of(delivery.channel(), plainly(delivery))
                : failover.send(delivery, trail, mayRepeat(delivery.category()));
    }

    private Outcome plainly(Delivery delivery) {
        try {
            return channel(delivery.channel()).send(delivery);
        } catch (RuntimeException e) {
            log.error("Channel {} failed on delivery {}", delivery.channel(), delivery.id(), e);
            return new Outcome.Deferred("channel-error");
        }
    }

    private Channel channel(String name) {
        var channel = plain.get(name);
        if (channel == null) {
            throw new IllegalStateException("no channel " + name);
        }
        return channel;
    }

    /** Of all providers, those of a channel in the order in which they are asked. */
    List<ProviderHealth> health() {
        return carried.values().stream()
                .flatMap(failover -> failover.providers().stream())
                .map(GuardedProvider::health)
                .toList();
    }
}
