package io.aman.local.demo;

import static io.aman.local.demo.Steps.expect;
import static io.aman.local.demo.Steps.require;

import io.aman.local.demo.Api.Answer;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Sign-ins with the right password that are not the owner's, and trying other rules before they count. */
final class UnusualScenes {

    private static final String HOME = "89.160.20.112";
    private static final String TOR_EXIT = "1.124.213.1";
    private static final String OVERSEAS = "216.160.83.56";
    private static final String UNUSUAL = "An unusual sign-in to your account";
    private static final String NEW_PASSWORD = "Choose a new password";

    private final SecurityCast cast;
    private final Clock clock = Clock.systemUTC();
    private String userId = "";
    private final Person owner;
    private final Person thief;

    UnusualScenes(SecurityCast cast) {
        this.cast = cast;
        this.owner = cast.owner(HOME);
        this.thief = cast.stranger(TOR_EXIT, cast.email(), cast.password());
    }

    void run(Steps steps) {
        steps.step("Two places too far apart for the time between", this::travel);
        steps.step("Through Tor with the right password: noticed and weighed", this::throughTor);
        steps.step("The owner is asked by mail whether it was them", this::asked);
        steps.step("A detector is only watched from now on, which is written down with its reason", this::watched);
        steps.step(
                "Other thresholds on the log: what they would notice, and nothing is changed", this::otherThresholds);
        steps.step("The owner sees it among their sign-ins and says that it was not them", this::denied);
        steps.step("That session is over, and a link to choose a new password has come", this::ended);
        steps.step("The person's timeline tells it all", this::timeline);
    }

    private String throughTor() {
        expect(200, thief.signIn());
        var moment = cast.moment(
                userId,
                "a sign-in through Tor",
                one -> SecurityCast.kinds(one).orElse("").contains("tor") && one.has("score"));
        return "%d: %s, %s"
                .formatted(
                        moment.path("score").asInt(),
                        SecurityCast.kinds(moment).orElse(""),
                        moment.path("decision").asString());
    }

    private String asked() {
        var mail = cast.mail(cast.email(), UNUSUAL);
        require(mail.path("text").asString().contains("/not-me#"), "without the link");
        var inbox = expect(200, owner.api().get("/api/notifications?limit=100"));
        require(inbox.text().contains(UNUSUAL) && !inbox.text().contains("/not-me"), inbox.text());
        return UNUSUAL;
    }

    /** It is let in with a second proof, or noticed once it is in. */
    private String travel() {
        var signedIn = expect(200, owner.signIn());
        userId = signedIn.body().path("user").path("id").asString();
        var answer = cast.owner(OVERSEAS).signIn();
        if (answer.status() == 200 && !answer.field("mfaToken").isEmpty()) {
            return "200 with a second step";
        }
        if (answer.status() == 401) {
            return "401 " + answer.field("code");
        }
        var moment = cast.moment(
                userId,
                "impossible travel",
                one -> SecurityCast.kinds(one).orElse("").contains("impossible-travel") && one.has("score"));
        var detail = moment.path("signals")
                .valueStream()
                .filter(signal -> signal.path("kind").asString().equals("impossible-travel"))
                .map(signal -> signal.path("detail").asString())
                .collect(Collectors.joining());
        return "%d: %s (%s)"
                .formatted(
                        moment.path("score").asInt(), SecurityCast.kinds(moment).orElse(""), detail);
    }

    private String watched() {
        var api = cast.admin().api();
        var path = "/api/security/detectors/dormancy";
        var why = "too many returning guests, " + cast.run();
        expect(200, api.put(path, Map.of("mode", "WATCH", "thresholds", Map.of(), "reason", why)));
        var changes = expect(200, api.get(path + "/changes"));
        require(changes.text().contains(why), changes.text());
        expect(200, api.delete(path));
        var entry = changes.body().path("items").valueStream().reduce((_, later) -> later);
        return entry.map(JsonNode::toString).orElse("");
    }

    private String otherThresholds() {
        var before =
                expect(200, cast.admin().api().get("/api/security/detectors")).text();
        var asked = Map.of(
                "detectors",
                Map.of(
                        "brute-force", Map.of("mode", "ACT", "thresholds", Map.of("failures", 3)),
                        "tor", Map.of("mode", "OFF", "thresholds", Map.of()),
                        "anonymiser", Map.of("mode", "WATCH", "thresholds", Map.of())),
                "from",
                clock.instant().minus(Duration.ofHours(1)).toString(),
                "to",
                clock.instant().plusSeconds(1).toString(),
                "warmUpSeconds",
                3600);
        var report = expect(200, cast.admin().api().post("/api/security/replays/detectors", asked));
        var guesses = noticed(report, "noticedAfter") - noticed(report, "noticedBefore");
        require(guesses > 0 && differing(report) > 0, report.text());
        require(
                expect(200, cast.admin().api().get("/api/security/detectors"))
                        .text()
                        .equals(before),
                "a detector was changed");
        return "%d sign-ins weighed, %d differ, brute-force says something of %d more"
                .formatted(report.body().path("weighed").asInt(), differing(report), guesses);
    }

    private static int differing(Answer report) {
        return report.body().path("differing").asInt();
    }

    private static int noticed(Answer report, String when) {
        return report.body().path(when).path("brute-force").asInt(0);
    }

    private String denied() {
        var mine = SecurityCast.items(owner.api().get("/api/security/activity?limit=100"))
                .filter(one -> one.path("address").asString().equals(TOR_EXIT))
                .findFirst()
                .orElseThrow(() -> new Steps.Unproven("the sign-in is not among the owner's"));
        var path = "/api/security/activity/%s/deny".formatted(mine.path("id").asString());
        expect(200, owner.api().post(path));
        var alert = cast.alert(
                "an alert",
                one -> one.path("kind").asString().equals("denied-by-owner")
                        && one.path("userId").asString("").equals(userId));
        return "%s, alert %s"
                .formatted(mine.path("unusual"), alert.path("severity").asString());
    }

    private String ended() {
        var refused = SessionCast.refusedSoon(thief, "SESSION_REVOKED");
        return "%s, \"%s\""
                .formatted(
                        refused,
                        cast.mail(cast.email(), NEW_PASSWORD).path("subject").asString());
    }

    private String timeline() {
        var moments = cast.timeline(userId).toList();
        var failed = moments.stream()
                .filter(one -> one.path("outcome").asString().equals("FAILED"))
                .count();
        var denied = moments.stream()
                .filter(one -> one.path("answer").asString("").equals("DENIED"))
                .count();
        require(failed > 0 && denied == 1, moments.toString());
        return "%d moments, %d failures, one denied by the owner".formatted(moments.size(), failed);
    }
}
