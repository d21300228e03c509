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
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.bson.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * security-service is killed over and over while accounts are attacked, and notification-service while it tells of that:
 * nothing is forgotten, doubled or opened again.
 */
@Tag("process")
@ExtendWith(RunningStack.class)
class DetectionFaultsE2E {

    private static final int KILLS = 3;
    private static final int PEOPLE = 8;
    private static final int GUESSES = 60;
    private static final int NOTICED_FROM = 10;
    private static final int VERIFIED_AT_MOST = 10;
    private static final int SPRAYERS = 8;
    private static final int SPRAYED = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final String own = UUID.randomUUID().toString();

    @Test
    void noAttemptIsForgottenNoAlertLostOrDoubledAndNoLockoutUndone(LocalStack stack) {
        var owner = new Person(Api.at(stack.gateway()), "locked-" + own + "@example.com", "a long enough password");
        assertThat(owner.register("Locked", "en").status()).isEqualTo(202);
        var signedIn = owner.signIn();
        assertThat(signedIn.status()).isEqualTo(200);
        var userId = signedIn.body().path("user").path("id").asString();
        var post = new AlertPost(stack, own);
        try (var mongo = MongoClients.create(stack.ports().mongoUri("admin"));
                var attack = new Attack(stack.ports().kafkaBootstrap())) {
            var refused = 0;
            for (var kill = 0; kill <= KILLS; kill++) {
                refused += guessAt(stack, owner, VERIFIED_AT_MOST / 2);
                tell(attack, kill);
                if (kill < KILLS) {
                    if (kill == 0) {
                        killWhileTelling(stack, post);
                    }
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
            people().forEach(person -> assertThat(alerts(security, new Document("userId", person)))
                    .singleElement()
                    .satisfies(alert -> assertThat(((Number) alert.get("count")).intValue())
                            .isEqualTo(GUESSES * (KILLS + 1) - NOTICED_FROM + 1)));
            assertTold(security, attack, post);
            assertOnRecord(mongo.getDatabase("session"), security, userId, refused);
            assertThat(owner.signIn().status()).isEqualTo(401);
        }
    }

    /** Who does not answer is worse than who is not there. */
    @Test
    void whileSecurityServiceHangsSignInsAndPaymentsGoByStricterRulesOfTheirOwnAndSaySo(LocalStack stack)
            throws Exception {
        var owner = new Person(Api.at(stack.gateway()), "hung-" + own + "@example.com", "a long enough password");
        assertThat(owner.register("Hung", "en").status()).isEqualTo(202);
        var known = Map.of("knownDeviceToken", owner.signIn().field("knownDeviceToken"));
        var admin = new Person(Api.at(stack.gateway()), stack.adminEmail(), stack.adminPassword());
        assertThat(admin.signIn().status()).isEqualTo(200);

        signal(stack, "STOP");
        try {
            var stranger = owner.signInAsIs(Map.of());
            assertThat(stranger.body().path("factors").toString())
                    .as(stranger.text())
                    .isEqualTo("[\"email\"]");
            assertThat(owner.signInAsIs(known).field("token")).isNotEmpty();
            assertThat(trail(owner, admin, 5_000)).contains("risk:local/below-limit");
            assertThat(trail(owner, admin, 900_000)).contains("risk:local/step-up");
        } finally {
            signal(stack, "CONT");
        }
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(trail(owner, admin, 5_000)).contains("risk:allow/"));
    }

    private static void signal(LocalStack stack, String name) throws Exception {
        var kill = new ProcessBuilder("kill", "-" + name, Long.toString(stack.pid("security-service"))).start();
        assertThat(kill.waitFor()).isZero();
    }

    /** What the trail says of a payment that the owner has just confirmed. */
    private static String trail(Person owner, Person admin, long amountMinor) {
        var order = Map.of("amountMinor", amountMinor, "currency", "KWD", "provider", "stripe");
        var created = owner.api().once(UUID.randomUUID().toString()).post("/api/payments", order);
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        var id = created.field("id");
        var confirmed = owner.api()
                .once(UUID.randomUUID().toString())
                .post("/api/payments/%s/confirm".formatted(id), Map.of("paymentMethod", "pm_card_visa"));
        assertThat(confirmed.status()).as(confirmed.text()).isEqualTo(200);
        return admin.api().get("/api/payments/audit/" + id).text();
    }

    /** While receivers have not answered yet; once, since that makes everybody wait for what the dead one had in hand. */
    private void killWhileTelling(LocalStack stack, AlertPost post) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> post.isUnderWay(sprayers(0)));
        stack.kill("notification-service");
        stack.restart("notification-service");
    }

    /** Each alert is one, counts what it was raised for once, and went out by every way. */
    private void assertTold(MongoDatabase security, Attack attack, AlertPost post) {
        var addresses = IntStream.rangeClosed(0, KILLS)
                .boxed()
                .flatMap(round -> sprayers(round).stream())
                .collect(Collectors.toSet());
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(addresses)
                        .allSatisfy(address -> assertThat(alerts(security, new Document("address", address)))
                                .singleElement()
                                .satisfies(alert -> assertThat(((Number) alert.get("count")).intValue())
                                        .isEqualTo(alert.getList("causes", String.class)
                                                .size()))));
        var subjects = Stream.concat(addresses.stream(), people().stream()).collect(Collectors.toSet());
        assertThat(attack.alerts(subjects::contains)).doesNotHaveDuplicates().hasSize(subjects.size());
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            post.received(subjects);
            post.mailed(addresses);
        });
        post.end();
        System.out.printf("detection faults: %d alerts, %s; %d kills%n", subjects.size(), post, KILLS);
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
        sprayers(round).forEach(address -> attack.spray(address.replace("0:0:0:0/64", ":1"), SPRAYED));
        for (var i = 0; i < GUESSES; i++) {
            for (var person : people()) {
                attack.guess(person, round * GUESSES + i);
            }
        }
    }

    /** What is counted for each address from which many accounts are tried in that round: its network. */
    private Set<String> sprayers(int round) {
        return IntStream.range(0, SPRAYERS)
                .mapToObj(n -> "2001:db8:%x:%x:0:0:0:0/64"
                        .formatted(Math.floorMod(own.hashCode(), 0xffff) + 1, round * SPRAYERS + n + 1))
                .collect(Collectors.toSet());
    }

    private List<String> people() {
        return IntStream.range(0, PEOPLE)
                .mapToObj(n -> "usr_%d_%s".formatted(n, own))
                .toList();
    }

    private static List<Document> alerts(MongoDatabase security, Document about) {
        return security.getCollection("alerts").find(about).into(new ArrayList<>());
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
