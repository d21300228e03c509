package io.aman.notification.delivery;

import static io.aman.notification.delivery.DeliveryFixtures.bound;
import static io.aman.notification.delivery.DeliveryFixtures.delivery;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.notification.CrashingMongo.Crash;
import io.aman.notification.delivery.Outcome.Deferred;
import io.aman.notification.delivery.Outcome.Refused;
import io.aman.notification.delivery.Outcome.Sent;
import io.aman.notification.delivery.Outcome.Unavailable;
import io.aman.notification.delivery.Outcome.Unknown;
import io.aman.notification.template.Category;
import io.aman.platform.observability.Traces;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;

/** A channel with two providers behind the whole queue. */
class FailoverTest {

    private static final Duration LEASE = Duration.ofSeconds(60);

    private final MongoTemplate mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("failover"));
    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final Deliveries deliveries = new MongoDeliveries(mongo, DeliveryFixtures.SEALED);
    private final DeliveryHistory history = new MongoDeliveryHistory(mongo);
    private final DeliveryMetrics metrics = new DeliveryMetrics(new SimpleMeterRegistry(), deliveries, clock);

    /** Who was asked for what, as {@code first:dlv_…}. */
    private final List<String> asked = new ArrayList<>();

    private final Map<String, Supplier<Outcome>> answers = new HashMap<>();
    private Channels channels;

    @BeforeEach
    void wire() {
        channels = channels(Map.of());
    }

    @Test
    void theFirstIsAskedAndItsReferenceKept() {
        answers.put("first", () -> new Sent("ref-1"));
        add("a", Category.PAYMENTS);

        deliverAll();

        assertThat(asked).containsExactly("first");
        var known = known("a");
        assertThat(known.state()).isEqualTo(DeliveryState.SENT);
        assertThat(known.sends()).singleElement().satisfies(send -> {
            assertThat(send.provider()).isEqualTo("first");
            assertThat(send.reference()).isEqualTo("ref-1");
        });
    }

    @Test
    void theOtherIsAskedWhereTheFirstCertainlyTookNothing() {
        answers.put("first", () -> new Unavailable("sms-429"));
        add("a", Category.PAYMENTS);

        deliverAll();

        assertThat(asked).containsExactly("first", "second");
        assertThat(known("a").state()).isEqualTo(DeliveryState.SENT);
    }

    @Test
    void configurationSaysWhoIsFirst() {
        channels = channels(Map.of("notification.failover.order.sms", "second,first"));
        add("a", Category.PAYMENTS);

        deliverAll();

        assertThat(asked).containsExactly("second");
        assertThatThrownBy(() -> channels(Map.of("notification.failover.order.sms", "third")))
                .hasMessageContaining("notification.failover.order.sms");
    }

    @Test
    void nobodyElseIsAskedWhileTheFirstMayHaveSentIt() {
        answers.put("first", () -> new Unknown("sms-no-answer"));
        add("a", Category.PAYMENTS);
        add("b", Category.ACCOUNT);

        for (int i = 0; i < 10; i++) {
            deliverAll();
            clock.advance(Duration.ofMinutes(10));
        }

        assertThat(asked).containsExactly("first", "first");
        assertThat(known("a").reason()).isEqualTo("sent-in-doubt:sms-no-answer");
    }

    @Test
    void whatMayComeTwiceIsTriedAtTheOther() {
        answers.put("first", () -> new Unknown("sms-no-answer"));
        add("a", Category.SECURITY);

        deliverAll();

        assertThat(asked).containsExactly("first", "second");
        assertThat(known("a").state()).isEqualTo(DeliveryState.SENT);
    }

    @Test
    void aDoubtOutlivesWhatTheOtherSays() {
        answers.put("first", () -> new Unknown("sms-no-answer"));
        answers.put("second", () -> new Unavailable("sms-503"));
        add("a", Category.SECURITY);

        deliverAll();
        clock.advance(Duration.ofMinutes(10));
        deliverAll();

        assertThat(asked).containsExactly("first", "second", "first", "second");
        assertThat(known("a").reason()).isEqualTo("sent-in-doubt:sms-no-answer");
    }

    @Test
    void whoDiesWhileAskingTheOtherLeavesTheDoubtThere() {
        channels = channels(Map.of(), true);
        answers.put("first", () -> new Unavailable("smtp-421"));
        answers.put("second", () -> {
            throw new Crash();
        });
        add("a", Category.PAYMENTS);
        assertThatThrownBy(this::deliverAll).isInstanceOf(Crash.class);
        answers.clear();
        answers.put("second", () -> new Unavailable("smtp-421"));

        clock.advance(LEASE);
        deliverAll();
        clock.advance(Duration.ofMinutes(10));
        answers.clear();
        deliverAll();

        assertThat(asked).containsExactly("first", "second", "second", "second");
        assertThat(known("a").state()).isEqualTo(DeliveryState.SENT);
    }

    @Test
    void whoDiesWhileAskingTheFirstLeavesTheDoubtThereToo() {
        channels = channels(Map.of(), true);
        answers.put("first", () -> {
            throw new Crash();
        });
        add("a", Category.PAYMENTS);
        assertThatThrownBy(this::deliverAll).isInstanceOf(Crash.class);
        answers.put("first", () -> new Unavailable("smtp-421"));

        for (int i = 0; i < 3; i++) {
            clock.advance(Duration.ofMinutes(10));
            deliverAll();
        }

        assertThat(asked).containsOnly("first").hasSizeGreaterThan(2);
    }

    @Test
    void aRefusalIsFinalAndAMessageThatWaitsIsNotTakenElsewhere() {
        answers.put("first", () -> new Refused("sms-21211", true));
        add("a", Category.PAYMENTS);
        deliverAll();
        answers.put("first", () -> new Deferred("whatsapp-131056"));
        add("b", Category.PAYMENTS);
        deliverAll();

        assertThat(asked).containsExactly("first", "first");
        assertThat(known("a").state()).isEqualTo(DeliveryState.BOUNCED);
        assertThat(known("b").state()).isEqualTo(DeliveryState.QUEUED);
    }

    @Test
    void oneThatFailsIsLeftAloneForAWhile() {
        answers.put("first", () -> new Unavailable("sms-503"));
        for (int i = 0; i < 12; i++) {
            add("m" + i, Category.PAYMENTS);
        }
        deliverAll();
        assertThat(asked.stream().filter("first"::equals)).hasSize(10);
        assertThat(asked.stream().filter("second"::equals)).hasSize(12);
        assertThat(channels.health())
                .filteredOn(health -> health.name().equals("first"))
                .singleElement()
                .satisfies(health -> {
                    assertThat(health.breaker()).isEqualTo(ProviderHealth.Breaker.OPEN);
                    assertThat(health.lastFailure()).isEqualTo("sms-503");
                });

        answers.clear();
        asked.clear();
        clock.advance(Duration.ofSeconds(31));
        add("later", Category.PAYMENTS);
        deliverAll();
        assertThat(asked).containsExactly("first");
    }

    @Test
    void whileAllAreLeftAloneMessagesWait() {
        answers.put("first", () -> new Unavailable("sms-503"));
        answers.put("second", () -> new Unavailable("sms-503"));
        for (int i = 0; i < 11; i++) {
            add("m" + i, Category.PAYMENTS);
        }
        deliverAll();

        assertThat(asked).hasSize(20);
        assertThat(known("m10").reason()).isEqualTo("provider-left-alone");
        assertThat(known("m10").state()).isEqualTo(DeliveryState.QUEUED);
    }

    @Test
    void aProviderThatAsksToBeLeftAloneIsHeededUpToABound() {
        answers.put("first", () -> new Deferred("sms-1", Duration.ofMinutes(20)));
        add("a", Category.PAYMENTS);
        deliverAll();
        assertThat(known("a").nextAttemptAt()).isEqualTo(clock.instant().plus(Duration.ofMinutes(20)));

        answers.put("first", () -> new Deferred("sms-1", Duration.ofDays(300)));
        clock.advance(Duration.ofMinutes(20));
        deliverAll();
        assertThat(known("a").nextAttemptAt()).isEqualTo(clock.instant().plus(Duration.ofHours(1)));
    }

    private void add(String intent, Category category) {
        var plain = delivery(intent);
        clock.advance(Duration.ofMillis(1));
        deliveries.add(
                new Delivery(
                        plain.id(),
                        "sms",
                        plain.userId(),
                        plain.type(),
                        category,
                        plain.eventId(),
                        plain.to(),
                        plain.message(),
                        null,
                        null,
                        null,
                        null),
                clock.instant());
    }

    private DeliveryRecord known(String intent) {
        return history.find(Delivery.idOf(intent, "email")).orElseThrow();
    }

    private void deliverAll() {
        var properties = bound("notification.delivery", DeliveryProperties.class, Map.of());
        var worker = new DeliveryWorker(
                deliveries,
                channels,
                DeliveryFixtures.admission(mongo, clock),
                properties,
                metrics,
                Traces.none(),
                clock);
        while (worker.deliverNext()) {
            // the next one
        }
    }

    private Channels channels(Map<String, String> properties) {
        return channels(properties, false);
    }

    private Channels channels(Map<String, String> properties, boolean recognises) {
        return new Channels(
                List.of(),
                List.of(provider("first", recognises), provider("second", recognises)),
                bound("notification.failover", FailoverProperties.class, properties),
                metrics,
                clock);
    }

    private Provider provider(String name, boolean recognises) {
        return new Provider() {
            @Override
            public String channel() {
                return "sms";
            }

            @Override
            public String name() {
                return name;
            }

            @Override
            public boolean recognisesRepeats() {
                return recognises;
            }

            @Override
            public Outcome send(Delivery delivery, int attempt) {
                asked.add(name);
                return answers.getOrDefault(name, Sent::new).get();
            }
        };
    }
}
