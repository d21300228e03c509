package io.aman.platform.idempotency;

import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Where the document is in which a key lies.
 *
 * @param <T> the document
 */
public interface KeyHome<T> {

    /** The answer that lies there; empty once it was forgotten. */
    Optional<KeptAnswer> answer(HeldKey<T> key);

    /** Applies a change to the document's keys in one conditional write, and none where it changes nothing or is gone. */
    void change(HeldKey<T> key, BiConsumer<KeyRing, T> change);
}
