package io.aman.local.demo;

import io.aman.local.demo.Api.Answer;
import java.util.HashMap;
import java.util.Map;

/** Somebody whose sign-in may take two steps, and whose device may be remembered. */
final class Member {

    private final Api gateway;
    private final String email;
    private String password;
    private String token = "";
    private String refreshToken = "";
    private String deviceToken = "";

    Member(Api gateway, String email, String password) {
        this.gateway = gateway;
        this.email = email;
        this.password = password;
    }

    String email() {
        return email;
    }

    String password() {
        return password;
    }

    void nowHas(String otherPassword) {
        password = otherPassword;
    }

    /** The same person on another device. */
    Member on(Api other) {
        return new Member(other, email, password);
    }

    Answer register(String chosen, String name, String language) {
        return gateway.post(
                "/api/auth/register", Map.of("email", email, "password", chosen, "name", name, "language", language));
    }

    /** The first step, or all of it where no second one is asked for. */
    Answer signIn() {
        var body = new HashMap<String, Object>(Map.of("email", email, "password", password));
        if (!deviceToken.isEmpty()) {
            body.put("deviceToken", deviceToken);
        }
        return taken(gateway.post("/api/auth/login", body));
    }

    Answer finish(Answer first, String factor, String code, boolean remember) {
        return taken(gateway.post(
                "/api/auth/login/mfa",
                Map.of(
                        "mfaToken",
                        first.field("mfaToken"),
                        "factor",
                        factor,
                        "code",
                        code,
                        "rememberDevice",
                        remember)));
    }

    /** Proves once more who they are, and goes on with the new tokens. */
    Answer reauthenticate(Map<String, ?> proof) {
        return taken(api().post("/api/auth/reauthenticate", proof));
    }

    Answer refresh() {
        return gateway.post("/api/auth/refresh", Map.of("refreshToken", refreshToken));
    }

    Api api() {
        return gateway.signedIn(token);
    }

    String token() {
        return token;
    }

    private Answer taken(Answer answer) {
        if (answer.status() == 200 && !answer.field("token").isEmpty()) {
            token = answer.field("token");
            refreshToken = answer.field("refreshToken");
        }
        if (!answer.field("deviceToken").isEmpty()) {
            deviceToken = answer.field("deviceToken");
        }
        return answer;
    }

    @Override
    public String toString() {
        return email;
    }
}
