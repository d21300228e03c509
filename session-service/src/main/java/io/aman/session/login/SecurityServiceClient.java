package io.aman.session.login;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.aman.session.token.ServiceToken;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** Asks security-service whether an attempt may proceed, and to forget earlier ones. */
final class SecurityServiceClient {

    enum Decision {
        ALLOW,
        CHALLENGE,
        DENY
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Question(
            String accountKey,
            String address,
            @Nullable String deviceKey,
            @Nullable String solution) {}

    record Release(String accountKey) {}

    record Answer(
            String attemptId,
            Decision decision,
            @Nullable Instant lockedUntil,
            @Nullable Map<String, Object> challenge) {

        Answer {
            Objects.requireNonNull(attemptId, "attemptId");
            Objects.requireNonNull(decision, "decision");
            if (decision == Decision.CHALLENGE) {
                Objects.requireNonNull(challenge, "challenge");
            }
        }
    }

    /** There is no answer that can be understood. */
    static final class Away extends RuntimeException {

        Away(String message) {
            super(message);
        }
    }

    private final RestClient http;
    private final ServiceToken token;

    /** @param http knows the base URL and has short timeouts */
    SecurityServiceClient(RestClient http, ServiceToken token) {
        this.http = http;
        this.token = token;
    }

    /**
     * Reserves an attempt; it counts from now on, unless the sign-in succeeds.
     *
     * @throws Away when there is no answer that can be understood
     */
    Attempt reserve(String accountKey, String address, @Nullable KnownDevice device, @Nullable String solution) {
        var answer = ask(new Question(accountKey, address, device == null ? null : device.key(), solution));
        if (answer == null) {
            throw new Away("an empty answer");
        }
        return new Attempt(
                answer.attemptId,
                accountKey,
                answer.decision == Decision.ALLOW,
                false,
                device,
                answer.lockedUntil,
                answer.challenge);
    }

    /**
     * Lifts what holds attempts at the account back; a second time changes nothing.
     *
     * @throws Away when it is not known to be done
     */
    void release(String accountKey) {
        try {
            post("/internal/lockouts/release", new Release(accountKey)).toBodilessEntity();
        } catch (RestClientException e) {
            throw new Away(e.toString());
        }
    }

    /**
     * Takes an attempt back that could not be verified.
     *
     * @throws Away when it is not known to be done
     */
    void giveBack(String accountKey, String address, @Nullable String deviceKey) {
        try {
            post("/internal/login-attempts/unverified", new Question(accountKey, address, deviceKey, null))
                    .toBodilessEntity();
        } catch (RestClientException e) {
            throw new Away(e.toString());
        }
    }

    private @Nullable Answer ask(Question question) {
        try {
            return post("/internal/login-attempts", question).body(Answer.class);
        } catch (RestClientException e) {
            throw new Away(e.toString());
        }
    }

    private RestClient.ResponseSpec post(String path, Object body) {
        return http.post()
                .uri(path)
                .headers(headers -> headers.setBearerAuth(token.current().reveal()))
                .contentType(MediaType.APPLICATION_JSON)
                .body(body)
                .retrieve();
    }
}
