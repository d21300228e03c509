package io.aman.security.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

/** Networks that administrators allow as an egress of their own. */
class AllowedAddressesTest extends WatchedTest {

    private static final String ADDRESSES = "/api/security/addresses";
    private static final String TOR_EXIT = "1.124.213.1";

    private String decided(String attempt) {
        return assess(Map.of("userId", user, "address", TOR_EXIT, "attemptId", own + attempt))
                .get("decision")
                .asString();
    }

    private JsonNode allow(Duration length) {
        var rule = Map.of(
                "effect",
                "ALLOWED",
                "network",
                TOR_EXIT + "/32",
                "reason",
                "the office's relay " + own,
                "expiresAt",
                clock.instant().plus(length));
        return Objects.requireNonNull(call(HttpMethod.POST, ADDRESSES, rule)
                .expectStatus()
                .isOk()
                .expectBody(JsonNode.class)
                .returnResult()
                .getResponseBody());
    }

    private Optional<JsonNode> listed() {
        return get(ADDRESSES + "?limit=100")
                .get("items")
                .valueStream()
                .filter(one -> one.get("reason").asString().endsWith(own))
                .findFirst();
    }

    @Test
    void anAllowedNetworkIsWithoutSuspicionUntilItsTimeIsOverAndSaysWhoAllowedItAndWhy() {
        assertThat(decided("before")).isEqualTo("NOTIFY");

        allow(Duration.ofSeconds(2));
        assertThat(decided("while")).isEqualTo("ALLOW");
        assertThat(listed())
                .hasValueSatisfying(one -> assertThat(one.get("by").asString()).isEqualTo("user:usr_admin"));

        clock.advance(Duration.ofSeconds(3));
        assertThat(decided("after")).isEqualTo("NOTIFY");
        assertThat(listed()).isEmpty();
    }

    @Test
    void anAllowedNetworkThatIsLiftedIsSuspectAgain() {
        var id = allow(Duration.ofDays(1)).get("id").asString();
        assertThat(decided("while")).isEqualTo("ALLOW");

        call(HttpMethod.DELETE, ADDRESSES + "/" + id, null).expectStatus().isNoContent();
        assertThat(decided("after")).isEqualTo("NOTIFY");
        call(HttpMethod.DELETE, ADDRESSES + "/" + id, null).expectStatus().isNotFound();
    }
}
