package io.aman.session.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.events.LoginEvent;
import io.aman.platform.Secret;
import io.aman.platform.page.Page;
import io.aman.session.identity.EmailAddress;
import io.aman.session.identity.IdentityProvider;
import io.aman.session.identity.NewUser;
import io.aman.session.identity.Password;
import io.aman.session.identity.User;
import io.aman.session.identity.Verification;
import io.aman.session.identity.Verification.Bad;
import io.aman.session.identity.Verification.Unavailable;
import io.aman.session.login.LoginError.InvalidCredentials;
import io.aman.session.login.LoginError.LoginUnavailable;
import io.aman.session.login.LoginError.SignInElsewhere;
import io.aman.session.session.Origin;
import io.aman.session.token.TestServiceToken;
import io.aman.testing.MutableClock;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A directory that is away counts against nobody, and one that checks no passwords is not asked for any. */
class PasswordCheckTest {

    private static final EmailAddress NOOR = EmailAddress.of("noor@example.com");
    private static final Password PASSWORD = Password.typed(Secret.of("correct horse battery"));
    private static final Origin ORIGIN = new Origin("203.0.113.7", null);

    private final StubSecurityService security = new StubSecurityService();
    private final List<LoginEvent.Failed> failures = new ArrayList<>();
    private final MutableClock clock = MutableClock.at("2026-11-25T10:00:00Z");

    @AfterEach
    void close() {
        security.close();
    }

    private record Heard(List<LoginEvent.Failed> failures) implements FailedLogins {

        @Override
        public void add(LoginEvent.Failed failure) {
            failures.add(failure);
        }

        @Override
        public long count(String accountKey, Instant since) {
            return 0;
        }

        @Override
        public long removeOver(Instant now) {
            return 0;
        }
    }

    private PasswordCheck check(IdentityProvider directory) {
        var properties = new SecurityServiceProperties(
                List.of(security.baseUrl()), Duration.ofSeconds(5), Duration.ofSeconds(5));
        var client = new LoginConfiguration()
                .securityServiceClient(
                        properties, new TestServiceToken().serviceToken(clock), ObservationRegistry.NOOP);
        var gate = new LoginGate(client, CircuitBreaker.ofDefaults("test"), new LocalLoginLimit(clock, 100));
        return new PasswordCheck(
                new AccountKeys(TestServiceToken.hash()),
                new PasswordTags(TestServiceToken.hash()),
                new KnownDevices(TestServiceToken.hash(), Duration.ofDays(1), clock),
                gate,
                directory,
                new Heard(failures),
                (_, _, _, _) -> {},
                clock);
    }

    @Test
    void whatADirectoryCouldNotCheckIsGivenBack() {
        assertThatThrownBy(() -> check(new Directory(true, new Unavailable())).again(NOOR, PASSWORD, ORIGIN))
                .isInstanceOf(LoginUnavailable.class);
        assertThat(failures).isEmpty();
        assertThat(security.unverified).hasSize(1);
        assertThat(security.unverified.getFirst().body())
                .isEqualTo(security.questions.getFirst().body());
    }

    @Test
    void whereNoPasswordIsCheckedNothingIsCounted() {
        assertThatThrownBy(() -> check(new Directory(false, new Unavailable())).again(NOOR, PASSWORD, ORIGIN))
                .isInstanceOf(SignInElsewhere.class);
        assertThat(security.questions).isEmpty();
    }

    @Test
    void aWrongPasswordIsMarkedAndOneThatNobodyCheckedIsNot() {
        var check = check(new Directory(true, new Bad("usr_1")));

        assertThatThrownBy(() -> check.again(NOOR, PASSWORD, ORIGIN)).isInstanceOf(InvalidCredentials.class);
        assertThat(failures.getLast().passwordTag()).matches("[0-9a-f]{5}");

        security.answers(200, StubSecurityService.DENY);
        assertThatThrownBy(() -> check.again(NOOR, PASSWORD, ORIGIN)).isInstanceOf(InvalidCredentials.class);
        assertThat(failures.getLast().reason()).isEqualTo("locked");
        assertThat(failures.getLast().passwordTag())
                .as("it may be the right one")
                .isNull();
    }

    private record Directory(boolean checksPasswords, Verification answer) implements IdentityProvider {

        @Override
        public Verification verify(EmailAddress email, Password password) {
            return answer;
        }

        @Override
        public Verification decoy(Password password) {
            return answer;
        }

        @Override
        public void register(NewUser user) {}

        @Override
        public Optional<User> find(String userId) {
            return Optional.empty();
        }

        @Override
        public Page<User> search(String query, int limit, String cursor) {
            return new Page<>(List.of(), null);
        }

        @Override
        public List<User> enabledWith(String role, int limit) {
            return List.of();
        }

        @Override
        public void setEnabled(String userId, boolean enabled) {}

        @Override
        public void setRoles(String userId, Set<String> roles) {}

        @Override
        public void endIdentitySession(String identitySession) {}

        @Override
        public boolean sendPasswordReset(String userId) {
            return false;
        }

        @Override
        public void endIdentitySessions(String userId) {}
    }
}
