package io.aman.session.login;

import io.aman.platform.Secret;
import io.aman.session.identity.User;
import io.aman.session.session.SessionPolicy;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a client gets who signs in.
 *
 * @param expiresAt when the session is over, whatever happens
 * @param idleAt when it is over without any activity
 * @param warnAt when to say so
 * @param enrolFactorBefore until when a second factor has to be added, where a role demands one and there is none
 * @param backupCodesLeft where a backup code was used
 * @param deviceToken what this device is to send with its next sign-in, where it is trusted; browsers have it as a cookie
 */
record LoginResponse(
        String token,
        String refreshToken,
        UserResponse user,
        Set<String> permissions,
        Instant expiresAt,
        Instant idleAt,
        Instant warnAt,
        @Nullable Instant enrolFactorBefore,
        @Nullable Integer backupCodesLeft,
        @Nullable String deviceToken)
        implements LoginAnswer {

    record UserResponse(String id, String email, String name, String language, Set<String> roles) {

        private static UserResponse of(User user) {
            return new UserResponse(
                    user.id(), user.email().value(), user.name(), user.language(), new TreeSet<>(user.roles()));
        }
    }

    static LoginResponse of(SignedIn signedIn, SessionPolicy policy) {
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
                revealed(signedIn.beside().deviceToken()));
    }

    private static @Nullable String revealed(@Nullable Secret secret) {
        return secret == null ? null : secret.reveal();
    }

    @Override
    public String toString() {
        return "LoginResponse[" + user.id + "]";
    }
}
