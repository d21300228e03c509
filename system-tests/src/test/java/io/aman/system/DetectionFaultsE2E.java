package io.aman.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import io.aman.local.demo.Api;
import io.aman.local.demo.Person;
import io.aman.local.stack.LocalStack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** security-service is killed over and over while accounts are attacked: nothing is forgotten, doubled or opened again. */
@Tag("process")
@ExtendWith(RunningStack.class)
class DetectionFaultsE2E {

    private static final int KILLS = 3;
    private static final int PEOPLE = 8;
    private static final int GUESSES = 60;
    private static final int NOTICED_FROM = 10;
    private static final int VERIFIED_AT_MOST = 10;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String own = UUID.randomUUID().toString();

    @Test
    void noAttemptIsForgottenNoAlertLostOrDoubledAndNoLockoutUndone(LocalStack stack) {
        var owner = new Person(Api.at(stack.gateway()), "locked-" + own + "@example.com", "a long enough password");
        assertThat(owner.register("Locked", "en").status()).isEqualTo(202);
        var signedIn = owner.signIn();
        assertThat(signedIn.status()).isEqualTo(200);
        var userId = signedIn.body().path("user").path("id").asString();
        try (var mongo = MongoClients.create(stack.ports().mongoUri("admin"));
                var attack = new Attack(stack.ports().kafkaBootstrap())) {
            var refused = 0;
            for (var kill = 0; kill <= KILLS; kill++) {
                refused += guessAt(stack, owner, VERIFIED_AT_MOST / 2);
                tell(attack, kill);
                if (kill < KILLS) {
                    stack.kill("security-service");
                    stack.restart("security-service");
                }
            }

            var security = mongo.getDatabase("security");
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(security.getCollection("attempts")
                                    .countDocuments(new Document("userId", new Document("$in", people()))))
                            .isEqualTo((long) PEOPLE * GUESSES * (KILLS + 1)));
            people().forEach(person -> assertThat(alertsOf(security, person))
                    .singleElement()
                    .satisfies(alert -> assertThat(((Number) alert.get("count")).intValue())
                            .isEqualTo(GUESSES * (KILLS + 1) - NOTICED_FROM + 1)));
            assertThat(attack.alerts(people())).doesNotHaveDuplicates().hasSize(PEOPLE);
            assertOnRecord(mongo.getDatabase("session"), security, userId, refused);
            assertThat(owner.signIn().status()).isEqualTo(401);
        }
    }

    /** Wrong passwords at a real account, whose attempts are reserved: how many were answered. */
    private static int guessAt(LocalStack stack, Person owner, int times) {
        var door = Api.at(stack.gateway());
        return (int) IntStream.range(0, times)
                .filter(i -> new Person(door, owner.email(), "guess number " + i)
                                .signIn()
                                .status()
                        == 401)
                .count();
    }

    private void tell(Attack attack, int round) {
        for (var i = 0; i < GUESSES; i++) {
            for (var person : people()) {
                attack.guess(person, round * GUESSES + i);
            }
        }
    }

    private List<String> people() {
        return IntStream.range(0, PEOPLE)
                .mapToObj(n -> "usr_%d_%s".formatted(n, own))
                .toList();
    }

    private static List<Document> alertsOf(MongoDatabase security, String person) {
        return security.getCollection("alerts")
                .find(new Document("userId", person))
                .into(new ArrayList<>());
    }

    /** Everything that was answered is on record, and no more was verified than may be. */
    private static void assertOnRecord(MongoDatabase session, MongoDatabase security, String userId, int refused) {
        var attempts = session.getCollection("loginAttempts");
        var verified = attempts.find(new Document("userId", userId)).first();
        assertThat(verified).isNotNull();
        // whose an attempt is that was locked out is not looked up
        var failures = attempts.find(new Document("accountKey", verified.getString("accountKey")))
                .into(new ArrayList<>());
        assertThat(failures).hasSize(refused);
        assertThat(failures)
                .filteredOn(failure -> failure.getString("reason").equals("bad-credentials"))
                .hasSizeLessThanOrEqualTo(VERIFIED_AT_MOST);
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(security.getCollection("attempts")
                                .countDocuments(new Document("userId", userId).append("outcome", "FAILED")))
                        .isEqualTo(failures.stream()
                                .filter(failure -> userId.equals(failure.getString("userId")))
                                .count()));
    }
}
