package io.aman.gateway.limit;

import io.aman.gateway.limit.LimitProperties.Redis;
import io.aman.platform.work.Swept;
import io.aman.platform.work.SweptWorkers;
import io.github.bucket4j.distributed.AsyncBucketProxy;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.redis.lettuce.Bucket4jLettuce;
import io.github.bucket4j.redis.lettuce.cas.LettuceBasedProxyManager;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Counts in Redis: a bucket of bucket4j, and the sixty seconds in one script, so that they are as exact for all gateways
 * as for one. No thread waits for an answer; Redis may be away when the gateway starts.
 */
final class RedisCounts implements SharedCounts, Swept {

    private static final Logger log = LoggerFactory.getLogger(RedisCounts.class);
    private static final String PREFIX = "aman:limit:";
    private static final Duration BUCKET_KEPT = Duration.ofMinutes(1);

    private record Connected(
            StatefulRedisConnection<String, byte[]> connection,
            LettuceBasedProxyManager<String> buckets,
            RedisWindow window) {}

    private final AtomicBoolean isSilent = new AtomicBoolean();
    private final RedisClient client;
    private final Duration timeout;
    private final CircuitBreaker breaker;
    private final Scheduler answers;
    private final SweptWorkers workers;

    private volatile @Nullable Connected connected;

    /** @param answers where requests go on, off Redis' own thread */
    RedisCounts(Redis settings, CircuitBreaker breaker, Scheduler answers) {
        this.client = RedisClient.create(settings.uri().reveal());
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
                .build());
        this.timeout = settings.timeout();
        this.breaker = breaker;
        this.answers = answers;
        this.workers = new SweptWorkers("limit-redis", 1, settings.reconnectInterval(), this::connect);
    }

    @Override
    public Mono<Answer> take(String key, Allowance allowance) {
        return Mono.defer(() -> asked(key, allowance))
                .timeout(timeout)
                .transformDeferred(CircuitBreakerOperator.of(breaker))
                .publishOn(answers);
    }

    @Override
    public boolean isReachable() {
        var to = connected;
        return to != null && to.connection.isOpen() && breaker.getState() == CircuitBreaker.State.CLOSED;
    }

    @Override
    public SweptWorkers workers() {
        return workers;
    }

    @Override
    public void stop() {
        workers.stop();
        client.shutdown();
    }

    /** Before the web server opens, and after it has closed. */
    @Override
    public int getPhase() {
        return 0;
    }

    private Mono<Answer> asked(String key, Allowance allowance) {
        var to = connected;
        if (to == null) {
            return Mono.error(new IllegalStateException("not connected yet"));
        }
        return Mono.fromFuture(() -> burst(to, key, allowance).tryConsume(1))
                .flatMap(hasRoom -> hasRoom
                        ? to.window.take(
                                PREFIX + "minute:" + key, allowance.limits().perMinute())
                        : Mono.just(new Answer(Outcome.BURST, 0, 1)));
    }

    /** Its limit is part of its name: another limit is another bucket, and the sixty seconds hold across both. */
    private static AsyncBucketProxy burst(Connected to, String key, Allowance allowance) {
        var name = PREFIX + "burst:" + allowance.limits().perSecond() + ":" + key;
        return to.buckets.asAsync().getProxy(name, () -> CompletableFuture.completedFuture(allowance.burst()));
    }

    /** Once connected, the client reconnects by itself. */
    private void connect() {
        if (connected != null) {
            return;
        }
        try {
            var connection = client.connect(RedisCodec.of(StringCodec.UTF8, ByteArrayCodec.INSTANCE));
            var buckets = Bucket4jLettuce.casBasedBuilder(connection)
                    .expirationAfterWrite(
                            ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(BUCKET_KEPT))
                    .build();
            connected = new Connected(connection, buckets, new RedisWindow(connection.async()));
            log.info("Limits are counted together with other gateways");
        } catch (RuntimeException e) {
            if (!isSilent.getAndSet(true)) {
                log.warn("Limits cannot be counted together with other gateways: {}", e.toString());
            }
        }
    }
}
