package io.aman.security.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.security.lockout.Lockouts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

/** What administrators see of locked accounts. */
class LockedAccountsTest extends WatchedTest {

    private static final String LOCKOUTS = "/api/security/lockouts";
    private static final int ATTEMPTS = 10;

    @Autowired
    private Lockouts lockouts;

    private void lock(String accountKey) {
        for (var i = 0; i < ATTEMPTS; i++) {
            lockouts.reserve(accountKey, "203.0.113." + i);
        }
    }

    private Optional<JsonNode> listed(String accountKey) {
        return get(LOCKOUTS + "?limit=100")
                .get("items")
                .valueStream()
                .filter(one -> one.get("accountKey").asString().equals(accountKey))
                .findFirst();
    }

    private boolean isListedAsTheirs() {
        return listed(key(user))
                .filter(one -> one.path("userId").asString("").equals(user))
                .isPresent();
    }

    @Test
    void aLockedAccountIsListedWithItsOwnerUntilTheyComeIn() {
        assertThat(listed(key(user))).isEmpty();
        lock(key(user));
        assertThat(listed(key(user))).hasValueSatisfying(one -> {
            assertThat(one.path("userId").asString("")).isEmpty();
            assertThat(one.get("locks").asInt()).isEqualTo(1);
            assertThat(Instant.parse(one.get("lockedUntil").asString()))
                    .isAfter(Instant.parse(one.get("lockedAt").asString()));
        });

        fail(user, key(user), "203.0.113.9", clock.instant()); // the last of them is told
        await().until(this::isListedAsTheirs);

        succeed(user, LINKOPING, clock.instant());
        await().until(() -> listed(key(user)).isEmpty());
    }

    @Test
    void anAccountThatThereIsNotIsLockedLikeAnyOtherAndNobodys() {
        lock(own);
        fail(null, own, "203.0.113.9", clock.instant());
        fail(user, key(user), "203.0.113.9", clock.instant()); // under the same key: heard of after it
        await().until(() -> activity(user).size() == 1);

        assertThat(listed(own))
                .hasValueSatisfying(
                        one -> assertThat(one.path("userId").asString("")).isEmpty());
        assertThat(listed(key(user))).as("failed once, and is not locked").isEmpty();
    }

    @Test
    void pagesHaveEachLockedAccountOnce() {
        List.of("a", "b", "c").forEach(name -> lock(own + name));
        var found = new ArrayList<String>();
        var next = "";
        do {
            var page = get(LOCKOUTS + "?limit=1" + next);
            page.get("items").forEach(one -> found.add(one.get("accountKey").asString()));
            var cursor = page.path("nextCursor").asString("");
            next = cursor.isEmpty() ? "" : "&cursor=" + cursor;
        } while (!next.isEmpty());

        assertThat(found).doesNotHaveDuplicates().contains(own + "a", own + "b", own + "c");
        call(HttpMethod.GET, LOCKOUTS + "?cursor=nonsense", null).expectStatus().isBadRequest();
    }
}
