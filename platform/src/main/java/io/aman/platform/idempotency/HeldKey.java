package io.aman.platform.idempotency;

import io.aman.platform.Ids;
import io.aman.platform.idempotency.IdempotencyError.InProgress;
import io.aman.platform.idempotency.IdempotencyError.KeyReused;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * What one call knows of its key while it runs, where the key lies in the document that the call changes: it is taken in
 * the call's first write and answered in its last. For one thread.
 *
 * @param <T> what the call changes, and is answered with
 */
public final class HeldKey<T> {

    /** The call was answered before: nothing is to be done but to give that answer again. */
    static final class AnsweredBefore extends RuntimeException {
        AnsweredBefore() {
            super("answered before", null, false, false);
        }
    }

    private final String id;
    private final String bodyHash;
    private final IdempotencyProperties properties;
    private final Instant now;
    private final Instant leaseUntil;
    private final String fresh = Ids.random("");
    private final BiFunction<T, String, KeptAnswer> answers;
    private String operation = fresh;
    private boolean asked;
    private boolean taken;
    private boolean ended;
    private @Nullable KeptAnswer kept;

    /** @param answers makes the answer of what was changed, and of the operation's id */
    HeldKey(
            String id,
            String bodyHash,
            IdempotencyProperties properties,
            Instant now,
            BiFunction<T, String, KeptAnswer> answers) {
        this.id = id;
        this.bodyHash = bodyHash;
        this.properties = properties;
        this.now = now.truncatedTo(ChronoUnit.MILLIS); // as it is stored
        this.leaseUntil = this.now.plus(properties.lease());
        this.answers = answers;
    }

    /** The same for caller, method, path and key. */
    public String id() {
        return id;
    }

    /** See {@link Operation}; final once the key is taken, since it may be an earlier call's. */
    public String operation() {
        return operation;
    }

    /**
     * Takes the key, or carries on the operation of a call that never answered.
     *
     * @param known what lies there
     * @throws IdempotencyError when it is busy or belongs to another body
     * @throws AnsweredBefore when it is answered
     */
    KeptKey take(@Nullable KeptKey known) {
        asked = true;
        taken = false;
        if (known == null || known.isOver(now)) {
            operation = fresh;
            taken = true;
            return new KeptKey(bodyHash, fresh, leaseUntil, now.plus(properties.lifetime()));
        }
        if (!bodyHash.equals(known.bodyHash())) {
            throw new KeyReused();
        }
        if (known.isAnswered()) {
            throw new AnsweredBefore();
        }
        if (!known.isOpen(now) && !isOurs(known)) {
            throw new InProgress(Duration.between(now, known.leaseUntil()));
        }
        operation = known.operation();
        taken = true;
        return known.leased(leaseUntil);
    }

    /** Whether no other call has taken it over meanwhile. */
    boolean isOurs(@Nullable KeptKey known) {
        return known != null && operation.equals(known.operation()) && leaseUntil.equals(known.leaseUntil());
    }

    /** Whether the call may end with this key unused: it is ours, or we carried on what nobody works on any more. */
    boolean mayForget(@Nullable KeptKey known) {
        return isOurs(known) || (known != null && operation.equals(known.operation()) && known.isOpen(now));
    }

    KeptAnswer answer(T changed) {
        return answers.apply(changed, operation);
    }

    /** @param answer null where another call has taken the key over */
    void ended(@Nullable KeptAnswer answer) {
        ended = true;
        kept = answer;
    }

    /** Whether anybody has looked what lies under it. */
    boolean isAsked() {
        return asked;
    }

    boolean isTaken() {
        return taken;
    }

    boolean isEnded() {
        return ended;
    }

    /** What was kept; where that was left to another call, our own. */
    KeptAnswer keptOr(T changed) {
        return kept == null ? answer(changed) : kept;
    }

    Instant now() {
        return now;
    }
}
