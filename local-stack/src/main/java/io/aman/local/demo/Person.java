package io.aman.local.demo;

import io.aman.local.demo.Api.Answer;
import java.util.HashMap;
import java.util.Map;

/** Somebody with an e-mail address and a password, and, once signed in, with a token. */
public final class Person {

    private final Api gateway;
    private final String email;
    private final String password;
    private volatile String token = "";
    private volatile String refreshToken = "";

    public Person(Api gateway, String email, String password) {
        this.gateway = gateway;
        this.email = email;
        this.password = password;
    }

    public String email() {
        return email;
    }

    /** @param language {@code en} or {@code ar}: what the person is written in */
    public Answer register(String name, String language) {
        return gateway.post(
                "/api/auth/register", Map.of("email", email, "password", password, "name", name, "language", language));
    }

    /** Signs in, and does the work where that is asked for; a refusal leaves an earlier token in use. */
    public Answer signIn() {
        var answer = signInAsIs(Map.of());
        return answer.field("code").equals("CHALLENGE_REQUIRED")
                ? signInAsIs(Map.of(
                        "challengeSolution", Puzzle.solution(answer.body().path("challenge"))))
                : answer;
    }

    /** Signs in with nothing but what is given beside the password. */
    public Answer signInAsIs(Map<String, String> more) {
        var body = new HashMap<>(more);
        body.put("email", email);
        body.put("password", password);
        return taken(gateway.post("/api/auth/login", body));
    }

    private Answer taken(Answer answer) {
        if (answer.status() == 200) {
            token = answer.field("token");
            refreshToken = answer.field("refreshToken");
        }
        return answer;
    }

    public Answer refresh() {
        return gateway.post("/api/auth/refresh", Map.of("refreshToken", refreshToken));
    }

    /** Refreshes, and goes on with the new tokens. */
    public Answer refreshed() {
        return taken(refresh());
    }

    /** Proves the password once more, and goes on with the new tokens. */
    public Answer reauthenticate() {
        return taken(api().post("/api/auth/reauthenticate", Map.of("password", password)));
    }

    /** The same person, not signed in yet, by another way to the gateway. */
    Person through(Api other) {
        return new Person(other, email, password);
    }

    /** Somebody who holds a copy of this person's tokens, as of now. */
    Person copy() {
        var copy = new Person(gateway, email, password);
        copy.token = token;
        copy.refreshToken = refreshToken;
        return copy;
    }

    /** The gateway, with this person's token. */
    public Api api() {
        return gateway.signedIn(token);
    }

    /** Another server, with this person's token. */
    Api at(Api other) {
        return other.signedIn(token);
    }

    @Override
    public String toString() {
        return email;
    }
}
