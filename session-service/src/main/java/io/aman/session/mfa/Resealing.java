package io.aman.session.mfa;

import io.aman.platform.work.Swept;
import io.aman.platform.work.SweptWorkers;
import io.aman.platform.write.Change;
import io.aman.session.token.StoredSecrets;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Seals anew what lies under a former key, so that the key can be taken away; without a former key it reads nothing. */
final class Resealing implements Swept {

    private static final Logger log = LoggerFactory.getLogger(Resealing.class);
    private static final int AT_ONCE = 100;

    private final MongoFactors factors;
    private final StoredSecrets secrets;
    private final SweptWorkers workers;

    /** @param every from the end of one sweep to the next */
    Resealing(MongoFactors factors, StoredSecrets secrets, Duration every) {
        this.factors = factors;
        this.secrets = secrets;
        this.workers = new SweptWorkers("resealing", 1, every, this::sweep);
    }

    @Override
    public SweptWorkers workers() {
        return workers;
    }

    private void sweep() {
        try {
            var done = all();
            if (done > 0) {
                log.info("Sealed the factors of {} people anew", done);
            }
        } catch (RuntimeException e) {
            log.warn("Not all factors lie under the current key yet, the next sweep goes on: {}", e.toString());
        }
    }

    /** @return of how many people */
    int all() {
        var done = 0;
        while (!secrets.formerKeys().isEmpty()) {
            var people = factors.sealedUnder(secrets.formerKeys(), AT_ONCE);
            if (people.isEmpty()) {
                break;
            }
            people.forEach(userId ->
                    factors.change(userId, before -> Change.silent(before.resealed(secrets::anew), userId)));
            done += people.size();
        }
        return done;
    }
}
