package io.aman.platform.idempotency;

import static io.aman.platform.ShopClient.code;
import static io.aman.platform.ShopClient.newKey;
import static io.aman.platform.ShopClient.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.platform.ShopClient;
import io.aman.platform.ShopController;
import io.aman.testing.ServiceTest;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.ResponseEntity;

/** What a call under a key promises, wherever the key lies. */
@ServiceTest
abstract class IdempotentHttpContract {

    private static final String ORDER = "{\"item\":\"tea\",\"count\":1}";

    /** A rule that was broken before anything happened. */
    private static final class Refused extends RuntimeException implements ChangedNothing {}

    private final AtomicInteger executions = new AtomicInteger();
    private final String key = newKey();

    @Autowired
    private ShopController shop;

    @LocalServerPort
    private int port;

    private ShopClient client;

    /** Whether keys lie in what the calls change. */
    abstract boolean within();

    @BeforeEach
    void count() {
        shop.within = within();
        client = new ShopClient(port);
        shop.work = operation -> {
            executions.incrementAndGet();
            return ShopController.created(operation);
        };
    }

    @AfterEach
    void reset() {
        shop.work = ShopController::created;
        shop.within = false;
    }

    @Test
    void theSameKeyAndBodyGetTheSameAnswerByteForByte() {
        var first = client.send(client.order(key, ORDER));
        var again = client.send(client.order(key, "{ \"count\": 1, \"item\": \"tea\" }"));

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(again.statusCode()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        for (var header : new String[] {"Location", "Content-Type"}) {
            assertThat(first.headers().firstValue(header)).isPresent();
            assertThat(again.headers().firstValue(header))
                    .isEqualTo(first.headers().firstValue(header));
        }
        assertThat(first.headers().firstValue(IdempotentCall.REPLAYED)).isEmpty();
        assertThat(again.headers().firstValue(IdempotentCall.REPLAYED)).hasValue("true");
        assertThat(executions).hasValue(1);
    }

    @Test
    void theSameKeyWithAnotherBodyIsRefused() {
        client.send(client.order(key, ORDER));

        var reused = client.send(client.order(key, "{\"item\":\"tea\",\"count\":2}"));

        assertThat(reused.statusCode()).isEqualTo(422);
        assertThat(code(reused)).isEqualTo("IDEMPOTENCY_KEY_REUSE");
        assertThat(executions).hasValue(1);
    }

    @Test
    void whileTheFirstCallRunsASecondIsToldToComeBack() throws Exception {
        var working = new CountDownLatch(1);
        var finish = new CountDownLatch(1);
        shop.work = operation -> {
            working.countDown();
            await().until(() -> finish.getCount() == 0);
            return ShopController.created(operation);
        };
        var first = CompletableFuture.supplyAsync(() -> client.send(client.order(key, ORDER)));
        working.await();

        var second = client.send(client.order(key, ORDER));
        finish.countDown();

        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(code(second)).isEqualTo("IDEMPOTENCY_IN_PROGRESS");
        assertThat(second.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 30L);
        assertThat(first.get().statusCode()).isEqualTo(201);
        assertThat(client.send(client.order(key, ORDER)).body())
                .isEqualTo(first.get().body());
    }

    @Test
    void withoutAKeyNothingIsDone() {
        var request = post(client.as("usr_1", "/api/shop/orders", "shop.order"), ORDER);

        var response = client.send(request);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(code(response)).isEqualTo("MISSING_IDEMPOTENCY_KEY");
        assertThat(executions).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two words", "a\tb"})
    void aKeyOutsidePrintableAsciiIsNone(String bad) {
        var response = client.send(client.order(bad, ORDER));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(executions).hasValue(0);
    }

    @Test
    void aKeyMayHave255CharactersAndNotOneMore() {
        assertThat(client.send(client.order("k".repeat(255), ORDER)).statusCode())
                .isEqualTo(201);
        assertThat(client.send(client.order("k".repeat(256), ORDER)).statusCode())
                .isEqualTo(400);
    }

    @Test
    void anErrorLeavesTheOperationOpenAndTheNextTryContinuesIt() {
        var operations = Collections.synchronizedSet(new HashSet<String>());
        shop.work = operation -> {
            operations.add(operation.id());
            if (executions.getAndIncrement() == 0) {
                throw new IllegalStateException("the provider's answer got lost");
            }
            return ShopController.created(operation);
        };

        assertThat(client.send(client.order(key, ORDER)).statusCode()).isEqualTo(500);
        assertThat(client.send(client.order(key, ORDER)).statusCode()).isEqualTo(201);

        assertThat(operations).hasSize(1);
    }

    @Test
    void anErrorThatChangedNothingFreesTheKeyForAnotherBody() {
        shop.work = _ -> {
            throw new Refused();
        };
        client.send(client.order(key, ORDER));
        shop.work = ShopController::created;

        assertThat(client.send(client.order(key, "{\"item\":\"tea\",\"count\":2}"))
                        .statusCode())
                .isEqualTo(201);
    }

    @Test
    void aKeyBelongsToItsCallerMethodAndPath() {
        var mine = client.send(client.order(key, ORDER));
        var theirs = client.send(post(client.as("usr_2", "/api/shop/orders", "shop.order"), ORDER)
                .header("Idempotency-Key", key));
        var elsewhere = client.send(
                post(client.as("usr_1", "/api/shop/top/orders"), ORDER).header("Idempotency-Key", key));

        assertThat(theirs.statusCode()).isEqualTo(201);
        assertThat(elsewhere.statusCode()).isEqualTo(201);
        assertThat(theirs.body()).isNotEqualTo(mine.body());
        assertThat(elsewhere.body()).isNotEqualTo(mine.body());
        assertThat(executions).hasValue(3);
    }

    @Test
    void aHundredAtOnceExecuteOnce() throws Exception {
        try (var threads = Executors.newFixedThreadPool(16)) {
            var answers = threads.invokeAll(Collections.nCopies(
                    100, (Callable<HttpResponse<String>>) () -> client.send(client.order(key, ORDER))));
            for (var answer : answers) {
                assertThat(answer.get().statusCode()).isIn(201, 409);
            }
        }
        assertThat(executions).hasValue(1);
    }

    @Test
    void anAnswerKeepsItsStatusWhateverItIs() {
        shop.work = _ -> ResponseEntity.accepted().body(Map.of("state", "PROCESSING"));

        var first = client.send(client.order(key, ORDER));
        var again = client.send(client.order(key, ORDER));

        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(again.statusCode()).isEqualTo(202);
        assertThat(again.body()).isEqualTo("{\"state\":\"PROCESSING\"}");
    }
}
