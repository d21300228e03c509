package io.aman.session.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.events.AccountEvent;
import io.aman.events.PasswordEvent.PasswordResetRequested;
import io.aman.platform.security.AccessTokenVerifier;
import io.aman.platform.security.Sealed;
import io.aman.session.login.RunningService;
import io.aman.testing.EmbeddedKafka;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.bson.Document;
import org.springframework.data.mongodb.core.MongoOperations;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What people do with their passwords over HTTP. Numbers in comments are those of the abuse cases. */
abstract class PasswordScenes extends RunningService {

    protected static final String CHOSEN = "violet giraffe on a night train";
    protected static final String OTHER = "seven umbrellas in the desert";
    protected static final Pattern LINK = Pattern.compile("http://127\\.0\\.0\\.1:8080/reset-password#([\\w-]{43})");

    private final Sealed sealed;

    protected PasswordScenes(
            MongoOperations mongo, AccessTokenVerifier verifier, CircuitBreakerRegistry breakers, Sealed sealed) {
        super(mongo, verifier, breakers);
        this.sealed = sealed;
    }

    protected HttpResponse<String> change(JsonNode signedIn, String current, String chosen) {
        var body = json(Map.of("current", current, "password", chosen));
        return post("/api/auth/password/change", body, "Authorization", bearer(signedIn));
    }

    protected HttpResponse<String> forgot(String address, String... headers) {
        return post("/api/auth/password/forgot", json(Map.of("email", address)), headers);
    }

    protected HttpResponse<String> reset(String token, String chosen) {
        return post("/api/auth/password/reset", json(Map.of("token", token, "password", chosen)));
    }

    protected String userId() {
        return mongo.findOne(Query.query(Criteria.where("email").is(email)), Document.class, "users")
                .getString("_id");
    }

    protected List<PasswordResetRequested> linksSent(String userId) {
        return EmbeddedKafka.events("sessions.v1", userId, PasswordResetRequested.class);
    }

    protected String linkOf(PasswordResetRequested event) {
        return sealed.open(event.sealed(), event.sealingContext()).get(AccountEvent.LINK);
    }

    /** Asks for a link and reads it as the person would in their mail. */
    protected String link() {
        var userId = userId();
        var before = linksSent(userId).size();
        assertThat(forgot(email).statusCode()).isEqualTo(202);
        await().untilAsserted(() -> assertThat(linksSent(userId)).hasSize(before + 1));
        return linkOf(linksSent(userId).getLast());
    }

    protected String token() {
        var link = LINK.matcher(link());
        assertThat(link.matches()).isTrue();
        return link.group(1);
    }

    protected static List<String> reasons(HttpResponse<String> refused) {
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
        assertThat(text(read(refused), "code")).isEqualTo("PASSWORD_REFUSED");
        return read(refused)
                .get("reasons")
                .valueStream()
                .map(reason -> text(reason, "code"))
                .toList();
    }

    protected void set(String field, Object value) {
        mongo.updateFirst(Query.query(Criteria.where("email").is(email)), Update.update(field, value), "users");
    }

    protected static void invalid(HttpResponse<String> refused) {
        assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
        assertThat(text(read(refused), "code")).isEqualTo("RESET_LINK_INVALID");
    }

    protected HttpResponse<String> changeExpired(String token, String current, String chosen) {
        return post(
                "/api/auth/password/change/expired",
                json(Map.of("passwordToken", token, "current", current, "password", chosen)));
    }

    protected static List<Object> answer(HttpResponse<String> response) {
        var body = (ObjectNode) read(response);
        body.remove("traceId");
        var headers = new java.util.TreeMap<>(response.headers().map());
        headers.remove("date");
        return List.of(response.statusCode(), body, headers);
    }
}
