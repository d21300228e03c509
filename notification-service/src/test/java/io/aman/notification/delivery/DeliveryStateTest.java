package io.aman.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeliveryStateTest {

    private static final Instant AT = Instant.parse("2026-11-25T10:00:00Z");

    /** Of three attempts, through two providers. */
    @Provide
    Arbitrary<List<Send>> news() {
        var states = Arbitraries.of(DeliveryState.class)
                .filter(state -> state != DeliveryState.QUEUED && state != DeliveryState.CANCELED);
        return Combinators.combine(Arbitraries.integers().between(1, 3), Arbitraries.of("twilio", "meta"), states)
                .as((attempt, provider, state) ->
                        new Send(attempt, provider, state, provider + attempt, "code-" + state.key(), AT))
                .list()
                .ofMaxSize(12);
    }

    @Property
    void anyOrderAndAnyRepetitionOfStatusesEndsInTheSameState(@ForAll("news") List<Send> news, @ForAll long seed) {
        var again = new ArrayList<>(news);
        again.addAll(news);
        Collections.shuffle(again, new Random(seed));

        var one = states(told(news));
        var other = states(told(again));

        assertThat(other).isEqualTo(one);
        assertThat(DeliveryState.after(DeliveryState.SENT, false, other.values()))
                .isEqualTo(DeliveryState.after(DeliveryState.SENT, false, one.values()));
    }

    @Property
    void noSendEverGoesDownInRank(@ForAll("news") List<Send> news) {
        Map<String, Send> known = new HashMap<>();
        for (var one : news) {
            var merged = MongoSends.merged(known, List.of(one));
            known.forEach((key, send) -> assertThat(merged.get(key).state()).isGreaterThanOrEqualTo(send.state()));
            known = merged;
        }
    }

    @Property
    void whatWasDeliveredOnceIsDelivered(@ForAll("news") List<Send> news, @ForAll long seed) {
        var some = new ArrayList<>(news);
        some.add(new Send(9, "meta", DeliveryState.DELIVERED, null, null, AT));
        Collections.shuffle(some, new Random(seed));

        for (var before : List.of(DeliveryState.QUEUED, DeliveryState.SENT, DeliveryState.FAILED)) {
            var after = DeliveryState.after(
                    before, before == DeliveryState.QUEUED, states(told(some)).values());
            assertThat(after).isIn(DeliveryState.DELIVERED, DeliveryState.READ);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SENT,     false, 'SENT,UNDELIVERED',           UNDELIVERED",
        "SENT,     false, 'UNDELIVERED,DELIVERED',      DELIVERED",
        "READ,     false, 'READ,SENT',                  READ",
        "QUEUED,   true,  'FAILED',                     QUEUED",
        "QUEUED,   true,  'SENT',                       SENT",
        "FAILED,   false, 'SENDING',                    FAILED",
        "CANCELED, false, 'FAILED',                     CANCELED",
        "CANCELED, false, 'DELIVERED',                  DELIVERED",
    })
    void whatIsSaidOfOneSendDecidesTogetherWithWhatWeKnow(
            DeliveryState message, boolean waiting, String said, DeliveryState expected) {
        Map<String, Send> known = Map.of();
        for (var state : said.split(",")) {
            known = MongoSends.merged(
                    known, List.of(new Send(1, "twilio", DeliveryState.valueOf(state), null, null, AT)));
        }

        assertThat(DeliveryState.after(message, waiting, MongoSends.states(known)))
                .isEqualTo(expected);
    }

    private static Map<String, Send> told(List<Send> news) {
        Map<String, Send> known = Map.of();
        for (var one : news) {
            known = MongoSends.merged(known, List.of(one));
        }
        return known;
    }

    private static Map<String, DeliveryState> states(Map<String, Send> sends) {
        var states = new HashMap<String, DeliveryState>();
        sends.forEach((key, send) -> states.put(key, send.state()));
        return states;
    }
}
