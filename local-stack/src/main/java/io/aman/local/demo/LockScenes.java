package io.aman.local.demo;

import static io.aman.local.demo.Steps.expect;
import static io.aman.local.demo.Steps.refused;
import static io.aman.local.demo.Steps.require;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** An account that guesses have locked: the owner gets in where they were before, or opens it by the link of a mail. */
final class LockScenes {

    private static final String HOME = "89.160.20.112";
    private static final String HELD_BACK = "Sign-in to your account is held back";
    private static final int FREE = 5;
    private static final int ENOUGH = 12;

    private final SecurityCast cast;
    private final Person home;
    private final Clock clock = Clock.systemUTC();
    private String userId = "";
    private String device = "";
    private String link = "";

    LockScenes(SecurityCast cast) {
        this.cast = cast;
        this.home = cast.owner(HOME);
    }

    void run(Steps steps) {
        steps.step("After five wrong passwords each one more takes work", this::challenged);
        steps.step("A solved challenge is good for one attempt", this::solved);
        steps.step("The account is locked, and the owner on a device they know gets in", this::onTheirDevice);
        steps.step("Locked again: a link has come by mail that opens the account", this::unlocked);
        steps.step("The link counts once, and a used one looks like one that never was", this::once);
    }

    private String challenged() {
        getsIn(Map.of());
        IntStream.range(0, FREE)
                .forEach(n -> refused(401, "INVALID_CREDENTIALS", guess(300 + n).signInAsIs(Map.of())));
        return FREE + " times 401, then "
                + refused(403, "CHALLENGE_REQUIRED", guess(310).signInAsIs(Map.of()));
    }

    private String solved() {
        var stranger = guess(320);
        var challenge = stranger.signInAsIs(Map.of()).body().path("challenge");
        var solution = Map.of("challengeSolution", Puzzle.solution(challenge));
        var first = refused(401, "INVALID_CREDENTIALS", stranger.signInAsIs(solution));
        return first + ", then " + refused(403, "CHALLENGE_REQUIRED", stranger.signInAsIs(solution));
    }

    private String onTheirDevice() {
        lock(330);
        var elsewhere = refused(401, "INVALID_CREDENTIALS", cast.owner(HOME).signIn());
        var until = lockout().path("lockedUntil").asString();
        getsIn(Map.of("knownDeviceToken", device));
        return "any other: %s; theirs: 200; administrators see it locked until %s".formatted(elsewhere, until);
    }

    /** What administrators see of the lock. */
    private JsonNode lockout() {
        return Steps.await(
                "the locked account and whose it is",
                () -> SecurityCast.items(cast.admin().api().get("/api/security/lockouts?limit=100"))
                        .filter(one -> one.path("userId").asString("").equals(userId))
                        .findFirst());
    }

    private String unlocked() {
        var before = cast.mailsSoFar(cast.email(), HELD_BACK);
        lock(350);
        refused(401, "INVALID_CREDENTIALS", cast.owner(HOME).signIn());
        link = FactorCast.token(cast.mailSince(cast.email(), HELD_BACK, before), "/unlock");
        expect(200, open(link));
        getsIn(Map.of());
        return HELD_BACK + ": opened, 200";
    }

    private String once() {
        var used = open(link);
        var unknown = open("never-was");
        require(used.field("detail").equals(unknown.field("detail")), unknown.text());
        return refused(400, "LINK_INVALID", used) + ", twice";
    }

    private Api.Answer open(String token) {
        return cast.gateway().post("/api/security/unlock", Map.of("token", token));
    }

    /** The owner, who is known to have come in when this returns: what was guessed before counts no longer. */
    private void getsIn(Map<String, String> proof) {
        var begun = clock.instant();
        var answer = expect(200, home.signInAsIs(proof));
        device = answer.field("knownDeviceToken");
        require(!device.isEmpty(), "the device is not known from now on");
        userId = answer.body().path("user").path("id").asString();
        cast.moment(
                userId,
                "the sign-in on the timeline",
                moment -> moment.path("outcome").asString().equals("SUCCEEDED")
                        && Instant.parse(moment.path("at").asString()).isAfter(begun));
    }

    /** As many guesses as it takes, each of them worked for. */
    private void lock(int from) {
        IntStream.range(0, ENOUGH)
                .forEach(
                        n -> refused(401, "INVALID_CREDENTIALS", guess(from + n).signIn()));
    }

    private Person guess(int number) {
        return cast.stranger(cast.freshAddress(number), cast.email(), "guess number " + number);
    }
}
