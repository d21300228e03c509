package io.aman.session.passkey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.session.identity.UnacceptableInput;
import io.aman.session.mfa.MfaError.FactorDemanded;
import io.aman.session.passkey.PasskeyError.AlreadyRegistered;
import io.aman.session.passkey.PasskeyError.NotAccepted;
import io.aman.session.passkey.PasskeyError.NotFound;
import io.aman.session.passkey.PasskeyError.TooMany;
import io.aman.testing.AtOnce;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegisterPasskeyTest {

    private final KeptPasskeys kept = new KeptPasskeys();
    private final SoftwareAuthenticator authenticator = new SoftwareAuthenticator();

    @Test
    void aRegisteredKeyIsThePersonsAndTheyAreTold() {
        var key = kept.registered("usr_1", authenticator);

        assertThat(kept.own.of("usr_1")).containsExactly(key);
        assertThat(key.name()).isEqualTo("Laptop");
        assertThat(key.transports()).containsExactlyInAnyOrder("internal", "hybrid");
        assertThat(kept.own.of("usr_2")).isEmpty();
        assertThat(kept.told("usr_1")).containsExactly("account.factor-added.v1");
    }

    @Test
    void aKeyMoreOrLessVoidsTheTrustInDevices() {
        var key = kept.registered("usr_1", authenticator);
        assertThat(kept.forgotten).containsExactly("usr_1 factor-added");

        assertThatThrownBy(() -> kept.own.remove("usr_1", "pky_other", KeptPasskeys.BY))
                .isInstanceOf(NotFound.class);
        assertThat(kept.forgotten).hasSize(1);
        kept.own.remove("usr_1", key.id(), KeptPasskeys.BY);
        assertThat(kept.forgotten.getLast()).isEqualTo("usr_1 factor-removed");
    }

    @Test
    void theLastFactorOfWhoHasToHaveOneStays() throws Exception {
        kept.demanded = true;
        kept.registered("usr_1", authenticator);
        kept.registered("usr_1", new SoftwareAuthenticator());
        var ids = kept.own.of("usr_1").stream().map(Passkey::id).toList();

        var removed = AtOnce.run(2, n -> {
            try {
                kept.own.remove("usr_1", ids.get(n), KeptPasskeys.BY);
                return true;
            } catch (FactorDemanded _) {
                return false;
            }
        });

        assertThat(removed).filteredOn(Boolean::booleanValue).hasSize(1);
        assertThat(kept.own.of("usr_1")).hasSize(1);
    }

    @Test
    void optionsNameTheSiteAndWhatIsRegisteredAlreadyAndNobodysId() {
        kept.registered("usr_1", authenticator);

        var options = kept.register.options(KeptPasskeys.user("usr_1"));

        assertThat(options.toString())
                .contains("localhost", "usr.1@example.com", authenticator.credentialId())
                .doesNotContain("usr_1");
        assertThat(Answer.JSON.valueToTree(options).at("/excludeCredentials").size())
                .isEqualTo(1);
    }

    @Test
    void optionsAreAnsweredOnce() {
        var answer = authenticator.create(kept.register.options(KeptPasskeys.user("usr_1")));
        kept.registered("usr_1", answer);
        kept.own.remove("usr_1", kept.own.of("usr_1").getFirst().id(), KeptPasskeys.BY);

        assertThatThrownBy(() -> kept.registered("usr_1", answer)).isInstanceOf(NotAccepted.class);
        assertThat(kept.own.of("usr_1")).isEmpty();
    }

    @Test
    void ofTwentyAnswersToOneChallengeOneCounts() throws Exception {
        var answer = authenticator.create(kept.register.options(KeptPasskeys.user("usr_1")));

        var done = AtOnce.run(20, _ -> accepted("usr_1", answer));

        assertThat(done).filteredOn(Boolean::booleanValue).hasSize(1);
        assertThat(kept.own.of("usr_1")).hasSize(1);
    }

    @Test
    void optionsAreGoodForFiveMinutes() {
        var answer = authenticator.create(kept.register.options(KeptPasskeys.user("usr_1")));
        kept.clock.advance(KeptPasskeys.LIFETIME);

        assertThatThrownBy(() -> kept.registered("usr_1", answer)).isInstanceOf(NotAccepted.class);
        assertThat(kept.ceremonies.removeOver(kept.clock.instant().plus(Duration.ofMillis(1))))
                .isZero();
    }

    @Test
    void whatOneWasAskedAnotherDoesNotAnswer() {
        var answer = authenticator.create(kept.register.options(KeptPasskeys.user("usr_1")));

        assertThatThrownBy(() -> kept.registered("usr_2", answer)).isInstanceOf(NotAccepted.class);
        assertThat(kept.own.of("usr_2")).isEmpty();
    }

    @Test
    void aKeyIsOnePersonsOnly() {
        kept.registered("usr_1", authenticator);

        assertThatThrownBy(() -> kept.registered("usr_2", authenticator)).isInstanceOf(AlreadyRegistered.class);
        assertThatThrownBy(() -> kept.registered("usr_1", authenticator)).isInstanceOf(AlreadyRegistered.class);
    }

    /** Both have looked before either has written: the index decides. */
    @Test
    void ofTwoWhoRegisterOneKeyAtOnceOneHasIt() throws Exception {
        var ring = kept.registered("usr_0", authenticator);
        var copy = new Passkey(
                "pky_x",
                "the-same",
                "A",
                ring.publicKey(),
                ring.attestation(),
                0,
                ring.transports(),
                false,
                ring.createdAt(),
                null);
        for (var n = 1; n <= 4; n++) {
            kept.keyrings.begun("usr_" + n);
        }

        var done = AtOnce.run(4, n -> {
            try {
                kept.keyrings.change("usr_" + (n + 1), some -> some.with(copy), PasskeyEvents::nothing);
                return true;
            } catch (AlreadyRegistered _) {
                return false;
            }
        });

        assertThat(done).filteredOn(Boolean::booleanValue).hasSize(1);
    }

    @Test
    void severalWithoutAKeyDoNotStandInEachOthersWay() {
        for (var userId : List.of("usr_1", "usr_2", "usr_3")) {
            var key = kept.registered(userId, new SoftwareAuthenticator());
            kept.own.remove(userId, key.id(), KeptPasskeys.BY);
            assertThat(kept.own.of(userId)).isEmpty();
        }
        assertThat(kept.told("usr_3")).containsExactly("account.factor-added.v1", "account.factor-removed.v1");
    }

    @Test
    void ofManyAtOnceTenAreRegistered() throws Exception {
        var answers = new ArrayList<Map<String, Object>>();
        for (var n = 0; n < 15; n++) {
            answers.add(new SoftwareAuthenticator().create(kept.register.options(KeptPasskeys.user("usr_1"))));
        }

        AtOnce.run(15, n -> {
            try {
                return accepted("usr_1", answers.get(n));
            } catch (TooMany _) {
                return false;
            }
        });

        assertThat(kept.own.of("usr_1")).hasSize(Keyring.MOST);
    }

    @Test
    void aKeyIsRenamedAndRemovedByItsOwnerOnly() {
        var key = kept.registered("usr_1", authenticator);
        kept.registered("usr_2", new SoftwareAuthenticator());

        assertThat(kept.own.rename("usr_1", key.id(), PasskeyName.of(" Phone ")).name())
                .isEqualTo("Phone");
        assertThatThrownBy(() -> kept.own.rename("usr_2", key.id(), PasskeyName.of("Mine")))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> kept.own.remove("usr_2", key.id(), KeptPasskeys.BY))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> kept.own.remove("usr_3", key.id(), KeptPasskeys.BY))
                .isInstanceOf(NotFound.class);
        assertThat(kept.own.of("usr_1")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\nb", "\u0000", "\ud800"})
    void aNameIsALineOfText(String name) {
        assertThatThrownBy(() -> PasskeyName.of(name)).isInstanceOf(UnacceptableInput.class);
        assertThatThrownBy(() -> PasskeyName.of("x".repeat(61))).isInstanceOf(UnacceptableInput.class);
    }

    @Test
    void anotherSitesPageAndWhatNobodyTouchedAreRefused() {
        refused(wrong -> wrong.origin = "https://evil.example");
        refused(wrong -> wrong.origin = "http://localhost:8081");
        refused(wrong -> wrong.site = "evil.example");
        refused(wrong -> wrong.present = false);
        refused(wrong -> wrong.type = "webauthn.get");
    }

    @Test
    void whatIsNoAnswerIsRefused() {
        for (var name : List.of("rawId", "response")) {
            var answer = new HashMap<>(authenticator.create(kept.register.options(KeptPasskeys.user("usr_1"))));
            answer.remove(name);
            assertThatThrownBy(() -> kept.registered("usr_1", answer)).isInstanceOf(NotAccepted.class);
        }
        for (var part : List.of("clientDataJSON", "attestationObject")) {
            for (Object value : new Object[] {"", "AA", "not base64!", 7, List.of(), Map.of(), "A".repeat(40_000)}) {
                assertThatThrownBy(() -> kept.registered("usr_1", with(part, value)))
                        .as("%s is %s", part, value)
                        .isInstanceOf(NotAccepted.class);
            }
        }
        assertThatThrownBy(() -> kept.registered("usr_1", Map.of())).isInstanceOf(NotAccepted.class);
        assertThat(kept.own.of("usr_1")).isEmpty();
    }

    private interface Wrong {
        void make(SoftwareAuthenticator authenticator);
    }

    private void refused(Wrong wrong) {
        var hostile = new SoftwareAuthenticator();
        wrong.make(hostile);
        assertThatThrownBy(() -> kept.registered("usr_1", hostile)).isInstanceOf(NotAccepted.class);
    }

    private Map<String, Object> with(String part, Object value) {
        var answer = authenticator.create(kept.register.options(KeptPasskeys.user("usr_1")));
        var response = new HashMap<String, Object>();
        ((Map<?, ?>) Objects.requireNonNull(answer.get("response")))
                .forEach((name, old) -> response.put(String.valueOf(name), old));
        response.put(part, value);
        answer.put("response", response);
        return answer;
    }

    private boolean accepted(String userId, Map<String, Object> answer) {
        try {
            kept.registered(userId, answer);
            return true;
        } catch (NotAccepted _) {
            return false;
        }
    }
}
