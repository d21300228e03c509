package io.aman.platform.idempotency;

import io.aman.platform.Ids;
import io.aman.platform.idempotency.IdempotencyError.InProgress;
import io.aman.platform.idempotency.IdempotencyError.KeyReused;
import io.aman.platform.idempotency.IdempotencyKeys.Answer;
import io.aman.platform.idempotency.IdempotencyKeys.Reservation.Answered;
import io.aman.platform.idempotency.IdempotencyKeys.Reservation.Busy;
import io.aman.platform.idempotency.IdempotencyKeys.Reservation.Granted;
import io.aman.platform.idempotency.IdempotencyKeys.Reservation.OtherBody;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Objects;
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
    private final JsonMapper json;
    private final String id;

    IdempotentCall(IdempotencyKeys keys, JsonMapper json, String scope) {
        this.keys = keys;
        this.json = json;
        this.id = hash(scope.getBytes(StandardCharsets.UTF_8));
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
        return switch (keys.reserve(id, hash(json.writeValueAsBytes(body)))) {
            case Granted granted -> run(granted, work);
            case Answered answered -> response(answered.answer(), true);
            case Busy busy -> throw new InProgress(busy.retryAfter());
            case OtherBody _ -> throw new KeyReused();
        };
    }

    private ResponseEntity<byte[]> run(Granted granted, Function<Operation, ? extends ResponseEntity<?>> work) {
        Answer answer;
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

    private Answer answer(ResponseEntity<?> response) {
        return new Answer(
                response.getStatusCode().value(),
                Objects.toString(response.getHeaders().getLocation(), null),
                json.writeValueAsString(response.getBody()));
    }

    private static ResponseEntity<byte[]> response(Answer answer, boolean replayed) {
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
