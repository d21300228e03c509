package io.aman.session.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.Actor;
import io.aman.events.PasswordEvent.PasswordChanged;
import io.aman.events.PasswordEvent.PasswordExpiring;
import io.aman.platform.Secret;
import io.aman.platform.security.AccessTokenVerifier;
import io.aman.platform.security.Sealed;
import io.aman.session.identity.EmailAddress;
import io.aman.session.identity.NewPassword;
import io.aman.session.identity.Password;
import io.aman.session.identity.PasswordDirectory;
import io.aman.session.identity.PasswordOutcome;
import io.aman.session.password.SetPassword.How;
import io.aman.testing.EmbeddedKafka;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Query;

/** What is done later, and by another instance where one stopped. */
class UpkeepTest extends PasswordScenes {

    private final AgeWarnings warnings;
    private final Aftermath aftermath;
    private final ForgotPassword forgotPassword;
    private final PasswordDirectory passwords;

    UpkeepTest(
            MongoOperations mongo,
            AccessTokenVerifier verifier,
            CircuitBreakerRegistry breakers,
            Sealed sealed,
            AgeWarnings warnings,
            Aftermath aftermath,
            ForgotPassword forgotPassword,
            PasswordDirectory passwords) {
        super(mongo, verifier, breakers, sealed);
        this.warnings = warnings;
        this.aftermath = aftermath;
        this.forgotPassword = forgotPassword;
        this.passwords = passwords;
    }

    private void setDaysAgo(int days) {
        set("passwordChangedAt", Instant.now().minus(Duration.ofDays(days)).minusSeconds(1));
    }

    private List<Integer> told() {
        var userId = userId();
        return EmbeddedKafka.events("sessions.v1", userId, PasswordExpiring.class).stream()
                .map(PasswordExpiring::days)
                .toList();
    }

    @Test
    void anOwnerIsToldOnceAtEachTimeAndOfTheMostUrgentAlone() {
        register(PASSWORD);
        setDaysAgo(75);
        warnings.tell();
        for (var days : List.of(76, 77, 83, 84, 89)) {
            setDaysAgo(days);
            warnings.tell();
            warnings.tell();
        }
        await().untilAsserted(() -> assertThat(told()).containsExactly(14, 7, 1));
    }

    @Test
    void whoIsFirstSeenOnTheLastDayIsToldOfThatAlone() {
        register(PASSWORD);
        setDaysAgo(89);
        warnings.tell();
        warnings.tell();
        await().untilAsserted(() -> assertThat(told()).containsExactly(1));
    }

    @Test
    void anExpiredPasswordIsNotToldOfAnyMore() {
        register(PASSWORD);
        setDaysAgo(90);
        warnings.tell();
        setDaysAgo(89);
        warnings.tell();
        await().untilAsserted(() -> assertThat(told()).containsExactly(1));
    }

    /** The instance stopped after the password was set, and before anything was ended. */
    @Test
    void aCrashLeavesNoSessionOfTheFormerPasswordBehind() {
        var signedIn = signedIn();
        var userId = userId();
        var over = passwords.stateOf(userId).orElseThrow().mark();
        aftermath.begin(userId, over, How.CHANGED, Instant.now().minus(Duration.ofMinutes(3)));
        var told = new PasswordChanged(userId, "changed", Instant.now(), Actor.user(userId, null), null);
        var chosen = Password.typed(Secret.of(CHOSEN));
        assertThat(passwords.set(userId, new NewPassword(chosen, null, over, 5, told)))
                .isEqualTo(PasswordOutcome.SET);

        aftermath.finishLeftBehind();

        assertThat(text(read(refresh(text(signedIn, "refreshToken"))), "code")).isEqualTo("SESSION_REVOKED");
        assertThat(mongo.count(new Query(), MongoPendingChanges.COLLECTION)).isZero();
    }

    @Test
    void aChangeThatNeverHappenedEndsNothing() {
        var signedIn = signedIn();
        var userId = userId();
        var over = passwords.stateOf(userId).orElseThrow().mark();
        aftermath.begin(userId, over, How.CHANGED, Instant.now().minus(Duration.ofMinutes(3)));

        aftermath.finishLeftBehind();

        assertThat(refresh(text(signedIn, "refreshToken")).statusCode()).isEqualTo(200);
        assertThat(mongo.count(new Query(), MongoPendingChanges.COLLECTION)).isZero();
    }

    /** Of an instance that stopped as soon as it had answered. */
    @Test
    void aRequestThatWasLeftBehindIsAnswered() {
        register(PASSWORD);
        var userId = userId();
        var before = Instant.now().minus(Duration.ofMinutes(2));
        new MongoResetRequests(mongo).add(EmailAddress.of(email), "203.0.113.7", before);

        forgotPassword.answerLeftBehind();

        await().untilAsserted(() -> assertThat(linksSent(userId)).hasSize(1));
        assertThat(mongo.count(new Query(), MongoResetRequests.COLLECTION)).isZero();
    }
}
