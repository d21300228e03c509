package io.aman.payment.erasure;

import io.aman.payment.privacy.Person;
import io.aman.payment.privacy.PersonalData;
import io.aman.payment.privacy.PersonalData.Outcome;
import io.aman.platform.work.Swept;
import io.aman.platform.work.SweptWorkers;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has every feature forget a person, again and again until nothing is pending. A crash anywhere is made good by the next
 * sweep, since each step can be repeated.
 */
final class ErasureDesk implements Swept {

    private static final Logger log = LoggerFactory.getLogger(ErasureDesk.class);
    private static final int SWEEP = 50;
    private static final int CONCURRENCY = 2;

    private final MongoErasures erasures;
    private final List<PersonalData> features;
    private final ErasureProperties properties;
    private final Clock clock;
    private final SweptWorkers workers;

    /** @param features in the order in which they forget */
    ErasureDesk(MongoErasures erasures, List<PersonalData> features, ErasureProperties properties, Clock clock) {
        this.erasures = erasures;
        this.features = List.copyOf(features);
        this.properties = properties;
        this.clock = clock;
        this.workers = new SweptWorkers("erasures", CONCURRENCY, properties.sweepInterval(), this::sweep);
    }

    /** @param id the same one is one erasure, however often it is asked for */
    Erasure request(String id, String userId, String requestedBy, String reason) {
        var erasure = erasures.add(Erasure.requested(id, userId, requestedBy, reason, clock.instant()));
        wake(erasure.id());
        return erasure;
    }

    Optional<Erasure> find(String id) {
        return erasures.find(id);
    }

    /** Those that something is still pending of. */
    List<Erasure> open(int limit) {
        return erasures.open(limit);
    }

    private void wake(String id) {
        if (!workers.execute(() -> work(id))) {
            log.debug("Stopping; the next start's sweep finds {}", id);
        }
    }

    /** Takes it up if it is due and goes as far as it goes today. */
    void work(String id) {
        try {
            erasures.claim(id, clock.instant(), properties.lease()).ifPresent(this::workOn);
        } catch (RuntimeException e) {
            log.warn("The erasure {} is taken up again when its lease is over", id, e);
        }
    }

    private void workOn(Erasure erasure) {
        var person = erasure.person();
        if (person == null) {
            return;
        }
        var outcomes = new TreeMap<>(erasure.outcomes());
        var complete = true;
        for (var feature : features) {
            complete &= erase(feature, person, outcomes);
        }
        if (complete) {
            erasures.done(erasure.id(), outcomes, clock.instant());
        } else {
            erasures.pending(erasure.id(), outcomes, clock.instant().plus(properties.retryAfter()));
        }
    }

    private static boolean erase(PersonalData feature, Person person, Map<String, Outcome> outcomes) {
        try {
            var outcome = feature.erase(person);
            outcomes.put(feature.kind(), outcome);
            return outcome.pending() == 0;
        } catch (RuntimeException e) {
            log.warn("The erasure {} has to come back to {}", person.erasure(), feature.kind(), e);
            return false;
        }
    }

    void sweep() {
        try {
            erasures.due(clock.instant(), SWEEP).forEach(this::wake);
        } catch (RuntimeException e) {
            log.warn("The erasures could not be swept: {}", e.toString());
        }
    }

    @Override
    public SweptWorkers workers() {
        return workers;
    }
}
