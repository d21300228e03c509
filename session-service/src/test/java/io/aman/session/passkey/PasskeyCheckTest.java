package io.aman.session.passkey;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.testing.AtOnce;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PasskeyCheckTest {

    private final KeptPasskeys kept = new KeptPasskeys();
    private final SoftwareAuthenticator authenticator = new SoftwareAuthenticator();
    private String keyId = "";

    @BeforeEach
    void registered() {
        keyId = kept.registered("usr_1", authenticator).id();
    }

    @Test
    void whoHoldsAKeySignsInWithoutSayingWhoTheyAre() {
        var proved = signIn().orElseThrow();

        assertThat(proved.userId()).isEqualTo("usr_1");
        assertThat(proved.methods()).containsExactly("hwk", "user", "mfa");
        assertThat(kept.own.of("usr_1").getFirst().usedAt()).isEqualTo(kept.clock.instant());
        assertThat(signIn()).isPresent();
        assertThat(kept.told("usr_1")).containsExactly("account.factor-added.v1");
    }

    @Test
    void aKeyThatMayBeCopiedBetweenDevicesSaysSo() {
        var synced = new SoftwareAuthenticator();
        synced.syncs = true;
        synced.counts = false;
        kept.registered("usr_2", synced);

        for (var n = 0; n < 2; n++) {
            var proved = kept.check.signIn(synced.get(kept.check.optionsToSignIn()));
            assertThat(proved.orElseThrow().methods()).containsExactly("swk", "user", "mfa");
        }
    }

    @Test
    void withoutAPasswordTheAuthenticatorHasToMakeSureWhoItIs() {
        authenticator.verifies = false;

        assertThat(signIn()).isEmpty();
        var second = kept.check.optionsFor("usr_1", "chl_1").orElseThrow();
        assertThat(kept.check
                        .secondFactor("usr_1", "chl_1", authenticator.get(second))
                        .orElseThrow()
                        .methods())
                .containsExactly("hwk", "user");
    }

    @Test
    void ofTwentyUsesOfOneChallengeOneCounts() throws Exception {
        authenticator.counts = false; // so that nothing but the challenge tells them apart
        var answer = authenticator.get(kept.check.optionsToSignIn());

        var proved = AtOnce.run(20, _ -> kept.check.signIn(answer));

        assertThat(proved).filteredOn(Optional::isPresent).hasSize(1);
    }

    @Test
    void aChallengeIsGoodForFiveMinutes() {
        var answer = authenticator.get(kept.check.optionsToSignIn());
        kept.clock.advance(KeptPasskeys.LIFETIME);

        assertThat(kept.check.signIn(answer)).isEmpty();
    }

    @Test
    void aRemovedKeySignsNobodyIn() {
        var answer = authenticator.get(kept.check.optionsToSignIn());
        kept.own.remove("usr_1", keyId, KeptPasskeys.BY);

        assertThat(kept.check.signIn(answer)).isEmpty();
        assertThat(kept.check.optionsFor("usr_1", "chl_1")).isEmpty();
    }

    /** The library compares with the count at the registration alone, which any later one of a copy exceeds. */
    @Test
    void aCopyThatHasSignedLessOftenIsRefusedAndItsOwnerTold() {
        for (var n = 0; n < 3; n++) {
            assertThat(signIn()).isPresent();
        }
        authenticator.count = 1;

        assertThat(signIn()).isEmpty();
        assertThat(signIn()).as("the count of the real one, once more").isEmpty();
        assertThat(kept.told("usr_1"))
                .containsExactly("account.factor-added.v1", "account.passkey-copied.v1", "account.passkey-copied.v1");
        assertThat(signIn()).as("the real one goes on").isPresent();
    }

    @Test
    void oneWhoCountsNoMoreIsACopy() {
        assertThat(signIn()).isPresent();
        authenticator.counts = false;
        authenticator.count = 0;

        assertThat(signIn()).isEmpty();
    }

    @Test
    void ofTwoThatSignTheSameCountAtOnceOneIsACopy() throws Exception {
        var answers = new ArrayList<Map<String, Object>>();
        for (var n = 0; n < 2; n++) {
            authenticator.count = 7;
            answers.add(authenticator.get(kept.check.optionsToSignIn()));
        }

        var proved = AtOnce.run(2, n -> kept.check.signIn(answers.get(n)));

        assertThat(proved).filteredOn(Optional::isPresent).hasSize(1);
        assertThat(kept.told("usr_1")).contains("account.passkey-copied.v1");
    }

    @Test
    void nobodySignsInAsSomebodyElse() {
        var theirs = new SoftwareAuthenticator();
        kept.registered("usr_2", theirs);
        var mine = authenticator.handle();
        authenticator.claim(theirs.handle());
        assertThat(signIn()).as("my key, their name").isEmpty();
        authenticator.claim("");
        assertThat(signIn()).as("my key, no name").isEmpty();
        authenticator.claim("AAAA");
        assertThat(signIn()).as("my key, nobody's name").isEmpty();
        authenticator.claim(mine);
        assertThat(signIn()).isPresent();
    }

    @Test
    void aSecondFactorIsThePersonsOwnAndForTheSignInItWasAskedFor() {
        var theirs = new SoftwareAuthenticator();
        kept.registered("usr_2", theirs);
        assertThat(kept.check.secondFactor("usr_1", "chl_1", theirs.get(options("usr_1", "chl_1"))))
                .isEmpty();
        assertThat(kept.check.secondFactor("usr_1", "chl_2", authenticator.get(options("usr_1", "chl_1"))))
                .isEmpty();
        assertThat(kept.check.secondFactor("usr_2", "chl_1", authenticator.get(options("usr_1", "chl_1"))))
                .isEmpty();
        assertThat(kept.check.secondFactor("usr_1", "chl_1", authenticator.get(kept.check.optionsToSignIn())))
                .isEmpty();
        assertThat(kept.check.signIn(authenticator.get(options("usr_1", "chl_1"))))
                .isEmpty();
        assertThat(kept.check.secondFactor("usr_1", "chl_1", authenticator.get(options("usr_1", "chl_1"))))
                .isPresent();
    }

    @Test
    void anotherSitesPageGetsNobodyIn() {
        authenticator.origin = "https://evil.example";
        assertThat(signIn()).isEmpty();
        authenticator.origin = "http://localhost:8080";
        authenticator.site = "evil.example";
        assertThat(signIn()).isEmpty();
        authenticator.site = "localhost";
        authenticator.type = "webauthn.create";
        assertThat(signIn()).isEmpty();
        authenticator.type = "";
        authenticator.present = false;
        assertThat(signIn()).isEmpty();
    }

    @Test
    void whatWasNotSignedIsNoAnswer() {
        for (var part : List.of("clientDataJSON", "authenticatorData", "signature", "userHandle")) {
            for (Object value : new Object[] {"", "AA", "AAAA", "no base64!", 7, List.of(), "A".repeat(40_000)}) {
                var answer = authenticator.get(kept.check.optionsToSignIn());
                var response = new HashMap<String, Object>();
                ((Map<?, ?>) Objects.requireNonNull(answer.get("response")))
                        .forEach((name, old) -> response.put(String.valueOf(name), old));
                response.put(part, value);
                answer.put("response", response);
                assertThat(kept.check.signIn(answer))
                        .as("%s is %s", part, value)
                        .isEmpty();
            }
        }
        assertThat(kept.check.signIn(Map.of())).isEmpty();
        assertThat(kept.check.signIn(Map.of("rawId", Map.of("$ne", ""), "response", Map.of())))
                .isEmpty();
    }

    private Map<String, Object> options(String userId, String challengeId) {
        return kept.check.optionsFor(userId, challengeId).orElseThrow();
    }

    private Optional<PasskeyCheck.Proved> signIn() {
        return kept.check.signIn(authenticator.get(kept.check.optionsToSignIn()));
    }
}
