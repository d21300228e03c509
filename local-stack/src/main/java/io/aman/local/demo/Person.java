package io.aman.local.demo;

import io.aman.local.demo.Api.Answer;
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

    /** Signs in; a refusal leaves an earlier token in use. */
    public Answer signIn() {
        var answer = gateway.post("/api/auth/login", Map.of("email", email, "password", password));
        if (answer.status() == 200) {
            token = answer.field("token");
            refreshToken = answer.field("refreshToken");
        }
        return answer;
    }

    public Answer refresh() {
        return gateway.post("/api/auth/refresh", Map.of("refreshToken", refreshToken));
    }

    /** The gateway, with this person's token. */
    public Api api() {
        return gateway.signedIn(token);
    }

    @Override
    public String toString() {
        return email;
    }
}
