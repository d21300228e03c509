package io.aman.session.token;

import io.aman.platform.work.Swept;
import io.aman.platform.work.SweptWorkers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rotates the signing keys on schedule, and looks for what other instances have rotated. */
final class KeyRotation implements Swept {

    private static final Logger log = LoggerFactory.getLogger(KeyRotation.class);

    private final SigningKeys keys;
    private final SweptWorkers workers;

    KeyRotation(SigningKeys keys) {
        this.keys = keys;
        this.workers = new SweptWorkers("key-rotation", 1, KeyTimes.RELOAD, this::sweep);
    }

    private void sweep() {
        try {
            keys.keepGoing();
        } catch (RuntimeException e) {
            log.warn("The signing keys cannot be read; the ones in memory go on: {}", e.toString());
        }
    }

    @Override
    public SweptWorkers workers() {
        return workers;
    }
}
