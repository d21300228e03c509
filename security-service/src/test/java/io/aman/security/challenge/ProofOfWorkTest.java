package io.aman.security.challenge;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.testing.AtOnce;
import io.aman.testing.EmbeddedMongo;
import io.aman.testing.MutableClock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.mongodb.core.MongoOperations;

class ProofOfWorkTest {

    private static final String ADDRESS = "203.0.113.7";

    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");
    private final MongoOperations mongo = EmbeddedMongo.template(EmbeddedMongo.freshDatabase("challenges"));
    private final ProofOfWork work = instance();

    /** One more that shares the database with the others. */
    private ProofOfWork instance() {
        return new ProofOfWork(new MongoSolvedChallenges(mongo, clock), 2000, Duration.ofMinutes(10), clock);
    }

    @Test
    void aSolutionCountsOnceForItsAccountAndAddress() {
        var solution = Solver.solve(work.challenge("anna", ADDRESS));

        assertThat(work.accepts(solution, "bert", ADDRESS)).isFalse();
        assertThat(work.accepts(solution, "anna", "203.0.113.8")).isFalse();
        assertThat(work.accepts(solution, "anna", ADDRESS)).isTrue();
        assertThat(work.accepts(solution, "anna", ADDRESS)).isFalse();
    }

    @Test
    void ofManyWhoShowOneSolutionAtOnceAtSeveralInstancesOnePasses() throws Exception {
        var solution = Solver.solve(work.challenge("anna", ADDRESS));
        var instances = List.of(instance(), instance());

        var passed = AtOnce.run(20, n -> instances.get(n % 2).accepts(solution, "anna", ADDRESS));

        assertThat(passed).filteredOn(one -> one).hasSize(1);
    }

    @Test
    void whatOneInstanceMadeIsSolvedAtAnother() {
        assertThat(instance().accepts(Solver.solve(work.challenge("anna", ADDRESS)), "anna", ADDRESS))
                .isTrue();
    }

    @Test
    void ofAnIpv6NetworkAnyAddressMaySolveIt() {
        var solution = Solver.solve(work.challenge("anna", "2001:db8:1:2::7"));

        assertThat(work.accepts(solution, "anna", "2001:db8:1:2:3::9")).isTrue();
    }

    @Test
    void afterItsTimeNoSolutionCountsAndNothingOfItIsKept() {
        var late = work.challenge("anna", ADDRESS);
        var used = Solver.solve(work.challenge("anna", ADDRESS));
        work.accepts(used, "anna", ADDRESS);
        clock.advance(Duration.ofMinutes(10));

        assertThat(work.accepts(Solver.solve(late), "anna", ADDRESS)).isFalse();
        new MongoSolvedChallenges(mongo, clock).purge();
        assertThat(work.accepts(used, "anna", ADDRESS)).isFalse();
        assertThat(mongo.getCollection(MongoSolvedChallenges.COLLECTION).countDocuments())
                .isZero();
    }

    @Test
    void withoutTheWorkNothingPasses() {
        var challenge = work.challenge("anna", ADDRESS);

        assertThat(work.accepts(Solver.solved(challenge, Solver.number(challenge) + 1L), "anna", ADDRESS))
                .isFalse();
        assertThat(work.accepts(Solver.solved(challenge, -1), "anna", ADDRESS)).isFalse();
    }

    /** Nothing of a challenge is of the client's own making: neither an easier one nor a longer time. */
    @Test
    void whoMakesTheirOwnChallengePassesNot() {
        var challenge = work.challenge("anna", ADDRESS);
        var salt = Objects.requireNonNull(challenge.salt());
        var longer = salt.replaceFirst("expires=\\d+", "expires=99999999999");
        var own = new HashMap<String, Object>(Map.of(
                "algorithm", "SHA-256", "number", 7, "signature", Objects.requireNonNull(challenge.signature())));
        for (var forged : List.of(salt, longer)) {
            own.put("salt", forged);
            own.put("challenge", hash(forged + 7));
            assertThat(work.accepts(Solver.encoded(own), "anna", ADDRESS)).isFalse();
        }
    }

    private static String hash(String text) {
        return java.util.HexFormat.of()
                .formatHex(io.aman.platform.Ids.sha256(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?",
                "bm8ganNvbg==",
                "e30=",
                "bnVsbA==",
                "W10=",
                "eyJhbGdvcml0aG0iOiJTSEEtMjU2IiwiY2hhbGxlbmdlIjoieCIsIm51bWJlciI6MSwic2FsdCI6IngiLCJzaWduYXR1cmUiOiJ4In0=",
                "eyJudW1iZXIiOjFlOTk5OTk5OTk5fQ=="
            })
    void whatIsNoSolutionIsRefusedQuietly(String text) {
        assertThat(work.accepts(text, "anna", ADDRESS)).isFalse();
    }
}
