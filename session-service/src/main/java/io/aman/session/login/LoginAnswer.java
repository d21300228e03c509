package io.aman.session.login;

import io.aman.session.session.SessionPolicy;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;

/** What a client gets who has proved the first half of who they are: a session, or the way to the second half. */
@Schema(oneOf = {LoginResponse.class, LoginAnswer.FactorDueResponse.class})
sealed interface LoginAnswer permits LoginResponse, LoginAnswer.FactorDueResponse {

    /**
     * @param mfaToken to be sent to {@code POST /api/auth/login/mfa}
     * @param factors what may be sent with it
     * @param expiresAt when to begin again
     */
    record FactorDueResponse(
            boolean mfaRequired, String mfaToken, List<String> factors, String challengeId, Instant expiresAt)
            implements LoginAnswer {

        @Override
        public String toString() {
            return "FactorDueResponse" + factors;
        }
    }

    static LoginAnswer of(SignInOutcome outcome, SessionPolicy policy) {
        return switch (outcome) {
            case SignedIn signedIn -> LoginResponse.of(signedIn, policy);
            case SignInOutcome.FactorDue due ->
                new FactorDueResponse(
                        true,
                        due.token().reveal(),
                        List.copyOf(due.kinds()),
                        due.challenge().id(),
                        due.challenge().until());
        };
    }
}
