package io.aman.gateway.quota;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import io.aman.gateway.quota.QuotaProperties.WhenAway;
import io.aman.gateway.quota.Verdict.Outcome;
import io.aman.platform.security.Limits;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.springframework.data.mongodb.core.MongoTemplate;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Several gateways over one storage of quotas, which may be away. */
abstract class SharedQuotas {

    static final String DATABASE = EmbeddedMongo.freshDatabase("quotas");
    private static final MongoTemplate STORED = EmbeddedMongo.template(DATABASE);
    static MongoClient mongo;

    final MutableClock clock = MutableClock.at("2026-11-30T23:59:50Z");
    final AtomicBoolean isAway = new AtomicBoolean();
    final String person = "usr_" + UUID.randomUUID();

    @BeforeAll
    static void connect() {
        mongo = MongoClients.create(EmbeddedMongo.uri(DATABASE));
    }

    @AfterAll
    static void disconnect() {
        mongo.close();
    }

    Quotas gateway(WhenAway whenAway) {
        var properties =
                new QuotaProperties(Duration.ofSeconds(5), whenAway, Duration.ofMinutes(10), 1000, Duration.ofHours(1));
        var stored = new Leaving(new MongoLeases(mongo.getDatabase(DATABASE), clock));
        var timed = new TimedLeases(stored, CircuitBreaker.ofDefaults("test"), Duration.ofSeconds(5));
        return new Quotas(timed, properties, Schedulers.parallel(), clock);
    }

    List<Quotas> gateways(int count) {
        return IntStream.range(0, count).mapToObj(_ -> gateway(WhenAway.REFUSE)).toList();
    }

    private final class Leaving implements Leases {

        private final Leases stored;

        Leaving(Leases stored) {
            this.stored = stored;
        }

        @Override
        public Mono<Lease> take(String subject, Period period, long quota, long wanted) {
            return isAway.get() ? away() : stored.take(subject, period, quota, wanted);
        }

        @Override
        public Mono<Void> giveBack(String subject, Period period, long units) {
            return isAway.get() ? away() : stored.giveBack(subject, period, units);
        }

        @Override
        public Mono<Long> taken(String subject, Period period) {
            return isAway.get() ? away() : stored.taken(subject, period);
        }

        @Override
        public Mono<Void> forgetOld() {
            return stored.forgetOld();
        }

        private static <T> Mono<T> away() {
            return Mono.error(new IllegalStateException("away"));
        }
    }

    static Limits daily(long quota) {
        return new Limits(0, 0, 0, quota, 0);
    }

    static Limits monthly(long quota) {
        return new Limits(0, 0, 0, 0, quota);
    }

    Outcome call(Quotas gateway, Limits limits) {
        return gateway.take(person, limits).block().outcome();
    }

    long admittedOf(int calls, Quotas gateway, Limits limits) {
        return IntStream.range(0, calls)
                .filter(_ -> call(gateway, limits) == Outcome.ADMITTED)
                .count();
    }

    long taken(String period) {
        var document = STORED.findById(person + " " + period, Document.class, MongoLeases.COLLECTION);
        return document == null ? 0 : document.getLong("taken");
    }
}
