package io.aman.local.demo;

import static io.aman.local.demo.Steps.expect;
import static io.aman.local.demo.Steps.require;

import java.util.List;

/** What the gateway tells of the whole. */
final class SystemScenes {

    private static final List<String> PATHS =
            List.of("/api/payments", "/api/auth/login", "/api/sessions", "/api/notifications", "/api/system/health");

    private final Api gateway;
    private final Person admin;

    SystemScenes(SessionCast cast) {
        this.gateway = cast.gateway();
        this.admin = cast.admin();
    }

    void run(Steps steps) {
        steps.step("Everybody may ask whether all is well, and learns no more", this::publicHealth);
        steps.step("An operator is told of every part", this::operatorsHealth);
        steps.step("One document describes the API of all services", this::document);
        steps.step("It can be read on a page", this::page);
    }

    private String publicHealth() {
        var answer = expect(200, gateway.get("/api/system/health"));
        require(!answer.text().contains("mongo"), answer.text());
        return answer.text();
    }

    private String operatorsHealth() {
        expect(200, admin.signIn());
        var answer = expect(200, admin.api().get("/api/system/health"));
        for (var service : List.of("payment", "session", "security", "notification")) {
            require(answer.text().contains(service), answer.text());
        }
        return "%d characters of it, status %s".formatted(answer.text().length(), answer.field("status"));
    }

    private String document() {
        var answer = expect(200, gateway.get("/docs/openapi.json"));
        var paths = answer.body().path("paths");
        for (var path : PATHS) {
            require(paths.has(path), "no " + path);
        }
        return "OpenAPI %s, %d paths".formatted(answer.field("openapi"), paths.size());
    }

    private String page() {
        var answer = expect(200, gateway.get("/docs"));
        require(
                answer.header("Content-Type").startsWith("text/html"),
                answer.headers().toString());
        return "text/html, %d characters".formatted(answer.text().length());
    }
}
