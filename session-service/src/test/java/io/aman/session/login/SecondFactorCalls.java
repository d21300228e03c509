package io.aman.session.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.eatthepath.otp.HmacOneTimePasswordGenerator;
import io.aman.events.AccountEvent;
import io.aman.events.FactorEvent.CodeRequested;
import io.aman.platform.security.AccessTokenVerifier;
import io.aman.platform.security.Sealed;
import io.aman.testing.EmbeddedKafka;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.InvalidKeyException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.binary.Base32;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import tools.jackson.databind.JsonNode;

/** What people with second factors do over HTTP. */
abstract class SecondFactorCalls extends RunningService {

    final Sealed sealed;

    SecondFactorCalls(
            MongoOperations mongo, AccessTokenVerifier verifier, CircuitBreakerRegistry breakers, Sealed sealed) {
        super(mongo, verifier, breakers);
        this.sealed = sealed;
    }

    HttpResponse<String> call(String method, String path, JsonNode who, Object body) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
                .header("Authorization", bearer(who))
                .header("Content-Type", "application/json")
                .header("X-Client-Address", "203.0.113.7")
                .method(method, BodyPublishers.ofString(body instanceof String text ? text : json(body)))
                .build());
    }

    JsonNode done(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isIn(200, 202);
        return read(response);
    }

    static void refused(HttpResponse<String> response, int status, String code) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(text(read(response), "code")).isEqualTo(code);
    }

    static String userId(JsonNode signedIn) {
        return text(signedIn.get("user"), "id");
    }

    /** A confirmed authenticator, whose steps are forgotten so that the current code counts. */
    JsonNode enrolled(JsonNode who) {
        var added = done(call("POST", "/api/mfa/totp", who, Map.of("name", "my phone")));
        var confirm = Map.of("id", text(added, "id"), "code", code(added));
        done(call("POST", "/api/mfa/totp/confirm", who, confirm));
        halfAMinutePasses(userId(who));
        return added;
    }

    List<String> backupCodes(JsonNode who) {
        var codes = new ArrayList<String>();
        done(call("POST", "/api/mfa/backup-codes", who, "")).get("codes").forEach(code -> codes.add(code.asString()));
        assertThat(codes).hasSize(10).doesNotHaveDuplicates();
        return codes;
    }

    /** The current code of an authenticator. */
    static String code(JsonNode added) {
        var seed = new Base32().decode(text(added, "secret"));
        try {
            return new HmacOneTimePasswordGenerator(6)
                    .generateOneTimePasswordString(
                            new SecretKeySpec(seed, "HmacSHA1"),
                            Clock.systemUTC().instant().getEpochSecond() / 30,
                            Locale.ROOT);
        } catch (InvalidKeyException e) {
            throw new IllegalStateException(e);
        }
    }

    static String wrong(String code) {
        return "%06d".formatted((Integer.parseInt(code) + 500_000) % 1_000_000);
    }

    /** The last code is long ago. */
    void halfAMinutePasses(String userId) {
        mongo.updateFirst(byId(userId), new Update().set("authenticators.0.step", -1L), "factors");
    }

    /** The sign-in of this session is long ago. */
    JsonNode anHourPasses(JsonNode who) throws Exception {
        var anHourAgo = Clock.systemUTC().instant().minus(Duration.ofHours(1));
        mongo.updateFirst(byId(claim(who, "sid")), Update.update("p", anHourAgo), "sessions");
        return done(refresh(text(who, "refreshToken")));
    }

    private static Query byId(String id) {
        return Query.query(Criteria.where("_id").is(id));
    }

    JsonNode firstStep() {
        var answer = done(login(email, PASSWORD));
        assertThat(answer.get("mfaRequired").asBoolean()).isTrue();
        return answer;
    }

    HttpResponse<String> finish(JsonNode firstStep, String factor, String code) {
        return post(
                "/api/auth/login/mfa",
                json(Map.of("mfaToken", text(firstStep, "mfaToken"), "factor", factor, "code", code)));
    }

    HttpResponse<String> stepUp(JsonNode who, String factor, String code, @Nullable String challengeId) {
        var body = new HashMap<>(Map.of("factor", factor, "code", code));
        if (challengeId != null) {
            body.put("challengeId", challengeId);
        }
        return call("POST", "/api/auth/reauthenticate", who, body);
    }

    HttpResponse<String> askForCode(JsonNode firstStep, String channel) {
        return post("/api/mfa/challenge", json(Map.of("mfaToken", text(firstStep, "mfaToken"), "channel", channel)));
    }

    /** What is sealed in the latest of {@code count} requests to send this person a code. */
    Map<String, String> sent(String userId, int count) {
        await().until(() -> events(userId, CodeRequested.class).size() >= count);
        var latest = events(userId, CodeRequested.class).get(count - 1);
        return sealed.open(Objects.requireNonNull(latest.sealed()), latest.sealingContext());
    }

    static <E extends AccountEvent> List<E> events(String userId, Class<E> type) {
        return EmbeddedKafka.events("sessions.v1", userId, type);
    }

    /** A telephone that takes codes; {@code before} is how many codes were sent to the person. */
    void withPhone(JsonNode who, String number, int before) {
        done(call("POST", "/api/mfa/sms", who, Map.of("number", number)));
        var message = sent(userId(who), before + 1);
        assertThat(message).containsEntry("to", number.replace(" ", ""));
        done(call("POST", "/api/mfa/sms/confirm", who, Map.of("code", message.get("code"))));
    }
}
