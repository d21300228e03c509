package io.aman.session.login;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aman.platform.Secret;
import io.aman.session.identity.User;
import io.aman.session.session.SessionPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a client gets who has proved who they are: a session; or, where a second factor is due, the way to it and no
 * tokens. One shape for both, so that every generator makes a client of it; what does not apply is left out.
 *
 * @param expiresAt when the session is over, whatever happens; where a factor is due, when to begin again
 * @param idleAt when the session is over without any activity
 * @param warnAt when to say so
 * @param enrolFactorBefore until when a second factor has to be added, where a role demands one and there is none
 * @param backupCodesLeft where a backup code was used
 * @param deviceToken what this device is to send with its next sign-in, where it is trusted; browsers have it as a cookie
 * @param knownDeviceToken what this device is to send with its next sign-in, so that nobody's guesses elsewhere lock it out;
 *     browsers have it as a cookie
 * @param mfaRequired whether a second factor is due
 * @param mfaToken to be sent to {@code POST /api/auth/login/mfa}
 * @param factors what may be sent with it
 * @param challengeId the sign-in whose second factor it is
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LoginResponse(
        @Nullable String token,
        @Nullable String refreshToken,
        @Nullable UserResponse user,
        @Nullable Set<String> permissions,
        Instant expiresAt,
        @Nullable Instant idleAt,
        @Nullable Instant warnAt,
        @Nullable Instant enrolFactorBefore,
        @Nullable Integer backupCodesLeft,
        @Nullable String deviceToken,
        @Nullable String knownDeviceToken,
        @Nullable Boolean mfaRequired,
        @Nullable String mfaToken,
        @Nullable List<String> factors,
        @Nullable String challengeId) {

    record UserResponse(String id, String email, String name, String language, Set<String> roles) {

        private static UserResponse of(User user) {
            return new UserResponse(
                    user.id(), user.email().value(), user.name(), user.language(), new TreeSet<>(user.roles()));
        }
    }

    static LoginResponse of(SignInOutcome outcome, SessionPolicy policy) {
        return switch (outcome) {
            case SignedIn signedIn -> session(signedIn, policy);
            case SignInOutcome.FactorDue due -> factorDue(due);
        };
    }

    private static LoginResponse session(SignedIn signedIn, SessionPolicy policy) {
        var deadlines = policy.deadlines(signedIn.session());
        return new LoginResponse(
                signedIn.tokens().access().reveal(),
                signedIn.tokens().refresh().reveal(),
                UserResponse.of(signedIn.user()),
                new TreeSet<>(signedIn.permissions()),
                deadlines.expiresAt(),
                deadlines.idleAt(),
                deadlines.warnAt(),
                signedIn.beside().enrolBefore(),
                signedIn.beside().backupCodesLeft(),
                revealed(signedIn.beside().deviceToken()),
                revealed(signedIn.beside().knownDevice()),
                null,
                null,
                null,
                null);
    }

    private static LoginResponse factorDue(SignInOutcome.FactorDue due) {
        return new LoginResponse(
                null,
                null,
                null,
                null,
                due.challenge().until(),
                null,
                null,
                null,
                null,
                null,
                null,
                true,
                due.token().reveal(),
                List.copyOf(due.kinds()),
                due.challenge().id());
    }

    private static @Nullable String revealed(@Nullable Secret secret) {
        return secret == null ? null : secret.reveal();
    }

    @Override
    public String toString() {
        return "LoginResponse[" + (user == null ? "factor due" : user.id) + "]";
    }
}
