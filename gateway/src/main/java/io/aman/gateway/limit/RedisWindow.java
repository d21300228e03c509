package io.aman.gateway.limit;

import io.aman.gateway.limit.SharedCounts.Answer;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import reactor.core.publisher.Mono;

/** The sixty seconds of {@link Window}, kept in Redis and by Redis' own clock: see {@code window.lua}. */
final class RedisWindow {

    /** What the script answers. */
    private record Row(boolean isAdmitted, int remaining, int resetSeconds, long atMillis) {}

    private static final byte[] SCRIPT = script();

    private final RedisAsyncCommands<String, byte[]> redis;
    private final String digest;

    RedisWindow(RedisAsyncCommands<String, byte[]> redis) {
        this.redis = redis;
        this.digest = redis.digest(SCRIPT);
    }

    Mono<Answer> take(String key, int limit) {
        return take(key, limit, 1_000).map(RedisWindow::answer);
    }

    /** When it was let through by Redis' clock, in milliseconds; empty where it was refused. */
    Mono<Long> takeAt(String key, int limit, int slotMillis) {
        return take(key, limit, slotMillis).filter(Row::isAdmitted).map(Row::atMillis);
    }

    private Mono<Row> take(String key, int limit, int slotMillis) {
        var keys = new String[] {key};
        byte[][] arguments = {bytes(limit), bytes(Window.SECONDS), bytes(slotMillis)};
        return Mono.fromFuture(() -> bySha(keys, arguments))
                .onErrorResume(RedisNoScriptException.class, _ -> Mono.fromFuture(() -> byText(keys, arguments)))
                .map(RedisWindow::row);
    }

    private CompletableFuture<List<Object>> bySha(String[] keys, byte[][] arguments) {
        return redis.<List<Object>>evalsha(digest, ScriptOutputType.MULTI, keys, arguments)
                .toCompletableFuture();
    }

    private CompletableFuture<List<Object>> byText(String[] keys, byte[][] arguments) {
        return redis.<List<Object>>eval(SCRIPT, ScriptOutputType.MULTI, keys, arguments)
                .toCompletableFuture();
    }

    private static Row row(List<Object> answer) {
        return new Row(
                number(answer.get(0)) == 1,
                (int) number(answer.get(1)),
                (int) Math.ceilDiv(number(answer.get(2)), 1_000L),
                number(answer.get(3)));
    }

    private static Answer answer(Row row) {
        return new Answer(row.isAdmitted ? Outcome.ADMITTED : Outcome.MINUTE, row.remaining, row.resetSeconds);
    }

    private static long number(Object field) {
        return (Long) field;
    }

    private static byte[] bytes(int number) {
        return Integer.toString(number).getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] script() {
        try (var script = RedisWindow.class.getResourceAsStream("window.lua")) {
            return Objects.requireNonNull(script, "window.lua").readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
