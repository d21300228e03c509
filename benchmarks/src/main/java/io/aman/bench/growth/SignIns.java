package io.aman.bench.growth;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import io.aman.bench.BenchStacks.Running;
import io.aman.local.demo.Api;
import io.aman.local.demo.Api.Answer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.bson.Document;

/** People who have registered and signed in at session-service, each with a browser of their own. */
final class SignIns {

    /** As browsers and apps of 2026 say it; the longest third of those that are usual is among them. */
    private static final List<String> USER_AGENTS = List.of(
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6"
                    + " Mobile/15E148 Safari/604.1",
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0"
                    + " Chrome/130.0.0.0 Mobile Safari/537.36",
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6"
                    + " Safari/605.1.15",
            "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0"
                    + " Safari/537.36 Edg/141.0.0.0",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
                    + " Mobile/15E148 Instagram 390.0.0.28.85 (iPhone15,4; iOS 18_6; ar_KW; ar; scale=3.00; 1179x2556)");

    private static final String PASSWORD = "seven lanterns on a quiet quay";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Api service;
    private final MongoDatabase database;

    SignIns(Running running, MongoDatabase database) {
        var ports = running.stack().ports();
        this.service = Api.at(ports.http(ports.session()));
        this.database = database;
    }

    /** A person who is signed in; what they hold is what the sign-in answered. */
    Answer person(String name) {
        return signedIn(service, name);
    }

    /** What the account of a registered person is called where attempts are counted. */
    String accountKey(String name) {
        expect(401, service.post("/api/auth/login", Map.of("email", email(name), "password", "not " + PASSWORD)));
        var refused = database.getCollection(SessionRows.FAILURES).find().first();
        if (refused == null) {
            throw new IllegalStateException("no refused sign-in is on record");
        }
        return refused.getString("accountKey");
    }

    /** The same with the role that may do everything, which nobody but the database can give. */
    Answer administrator(String name) {
        register(name);
        database.getCollection("users")
                .updateOne(
                        Filters.eq("email", email(name)),
                        new Document("$set", new Document("roles", List.of("ADMIN"))));
        return signIn(service, name);
    }

    /** The records of sessions of different browsers, after all that is told of them is published. */
    List<Document> records() {
        MongoCollection<Document> sessions = database.getCollection(SessionRows.COLLECTION);
        return USER_AGENTS.stream()
                .map(agent -> signedIn(service.with("User-Agent", agent), "browser-" + USER_AGENTS.indexOf(agent)))
                .map(answer ->
                        awaited(sessions, answer.body().path("user").path("id").asString()))
                .toList();
    }

    private static Document awaited(MongoCollection<Document> sessions, String userId) {
        var published = Filters.and(Filters.eq("u", userId), Filters.size("outbox", 0));
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            var found = sessions.find(published).first();
            if (found != null) {
                return found;
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        throw new IllegalStateException("what is told of a sign-in is not published");
    }

    private Answer signedIn(Api browser, String name) {
        register(name);
        return signIn(browser, name);
    }

    private void register(String name) {
        expect(
                202,
                service.post(
                        "/api/auth/register",
                        Map.of("email", email(name), "password", PASSWORD, "name", name, "language", "en")));
    }

    private static Answer signIn(Api browser, String name) {
        return expect(200, browser.post("/api/auth/login", Map.of("email", email(name), "password", PASSWORD)));
    }

    private static Answer expect(int status, Answer answer) {
        if (answer.status() != status) {
            throw new IllegalStateException("session-service answers " + answer.status() + ": " + answer.text());
        }
        return answer;
    }

    private static String email(String name) {
        return "bench-" + name + "@example.com";
    }
}
