package io.aman.platform.idempotency;

import io.aman.platform.Ids;
import io.aman.platform.idempotency.HeldKey.AnsweredBefore;
import io.aman.platform.idempotency.IdempotencyError.InProgress;
import io.aman.platform.idempotency.IdempotencyError.KeyReused;
import io.aman.platform.idempotency.IdempotencyKeys.Reservation.Answered;
import io.aman.platform.idempotency.IdempotencyKeys.Reservation.Busy;
import io.aman.platform.idempotency.IdempotencyKeys.Reservation.Granted;
import io.aman.platform.idempotency.IdempotencyKeys.Reservation.OtherBody;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/**
 * One call under an {@code Idempotency-Key}; a controller takes it as a parameter and runs its work through it.
 *
 * <p>The scope of a key is caller, method and path.
 *
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/">The Idempotency-Key HTTP
 *     header field</a>
 */
public final class IdempotentCall {

    /** On an answer that was given before. */
    static final String REPLAYED = "Idempotent-Replayed";

    private final IdempotencyKeys keys;
    private final IdempotencyProperties properties;
    private final Clock clock;
    private final JsonMapper json;
    private final String scope;

    IdempotentCall(IdempotencyKeys keys, IdempotencyProperties properties, Clock clock, JsonMapper json, String scope) {
        this.keys = keys;
        this.properties = properties;
        this.clock = clock;
        this.json = json;
        this.scope = scope;
    }

    /**
     * Runs {@code work} unless this key was answered before; then that answer is given again, byte for byte.
     *
     * <p>An error leaves the key open: the same call may be tried again and continues the same operation. After one
     * that {@linkplain ChangedNothing changed nothing} the key is unused.
     *
     * @param body what the caller sent: the same key with another body is refused
     * @throws IdempotencyError when the key is busy or belongs to another body
     */
    public ResponseEntity<byte[]> once(Object body, Function<Operation, ? extends ResponseEntity<?>> work) {
        var id = hash(scope.getBytes(StandardCharsets.UTF_8));
        return switch (keys.reserve(id, hash(json.writeValueAsBytes(body)))) {
            case Granted granted -> run(id, granted, work);
            case Answered answered -> response(answered.answer(), true);
            case Busy busy -> throw new InProgress(busy.retryAfter());
            case OtherBody _ -> throw new KeyReused();
        };
    }

    private ResponseEntity<byte[]> run(
            String id, Granted granted, Function<Operation, ? extends ResponseEntity<?>> work) {
        KeptAnswer answer;
        try {
            answer = answer(work.apply(granted.operation()));
        } catch (RuntimeException e) {
            if (e instanceof ChangedNothing) {
                keys.forget(id, granted.leaseUntil());
            } else {
                keys.release(id, granted.leaseUntil());
            }
            throw e;
        }
        keys.answered(id, granted.leaseUntil(), answer);
        return response(answer, false);
    }

    /**
     * As {@link #once}, where the key lies in the document that the work changes: then neither the key nor the answer
     * takes a write of its own, and there is no moment at which the change is made and the answer is not kept.
     *
     * @param answering makes the answer of the document as it was changed, and of the operation's id
     * @param work takes the key in its first write, keeps the answer in its last if it can, and returns what it wrote
     * @throws IdempotencyError when the key is busy or belongs to another body
     */
    public <T> ResponseEntity<byte[]> within(
            KeyHome<T> home,
            Object body,
            BiFunction<T, String, ? extends ResponseEntity<?>> answering,
            Function<HeldKey<T>, T> work) {
        var key = new HeldKey<T>(
                Ids.derived("key_", scope),
                hash(json.writeValueAsBytes(body)),
                properties,
                clock.instant(),
                (changed, operation) -> answer(answering.apply(changed, operation)));
        T changed;
        try {
            changed = changed(home, key, work);
        } catch (AnsweredBefore _) {
            return home.answer(key)
                    .map(answer -> response(answer, true))
                    .orElseThrow(() -> new InProgress(Duration.ZERO)); // forgotten at this very moment
        }
        if (!key.isEnded()) {
            home.change(key, (ring, document) -> ring.keep(key, document));
        }
        return response(key.keptOr(changed), false);
    }

    private static <T> T changed(KeyHome<T> home, HeldKey<T> key, Function<HeldKey<T>, T> work) {
        try {
            return work.apply(key);
        } catch (AnsweredBefore e) {
            throw e;
        } catch (RuntimeException e) {
            if (!key.isAsked()) { // what the key says goes before any rule that is broken
                home.change(key, (ring, _) -> ring.look(key));
            }
            leave(home, key, e);
            throw e;
        }
    }

    /** Where that fails too, the key is free when its lease is over. */
    private static <T> void leave(KeyHome<T> home, HeldKey<T> key, RuntimeException error) {
        if (!key.isTaken()) {
            return;
        }
        BiConsumer<KeyRing, T> left =
                error instanceof ChangedNothing ? (ring, _) -> ring.forget(key) : (ring, _) -> ring.release(key);
        try {
            home.change(key, left);
        } catch (RuntimeException e) {
            error.addSuppressed(e);
        }
    }

    private KeptAnswer answer(ResponseEntity<?> response) {
        return new KeptAnswer(
                response.getStatusCode().value(),
                Objects.toString(response.getHeaders().getLocation(), null),
                json.writeValueAsString(response.getBody()));
    }

    private static ResponseEntity<byte[]> response(KeptAnswer answer, boolean replayed) {
        var response = ResponseEntity.status(answer.status()).contentType(MediaType.APPLICATION_JSON);
        location(answer.location(), response);
        if (replayed) {
            response.header(REPLAYED, "true");
        }
        return response.body(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    private static void location(@Nullable String location, ResponseEntity.BodyBuilder response) {
        if (location != null) {
            response.location(URI.create(location));
        }
    }

    private static String hash(byte[] bytes) {
        return HexFormat.of().formatHex(Ids.sha256(bytes));
    }
}
