package io.aman.local.demo;

import static io.aman.local.demo.SessionCast.items;
import static io.aman.local.demo.SessionCast.refusedSoon;
import static io.aman.local.demo.Steps.await;
import static io.aman.local.demo.Steps.expect;
import static io.aman.local.demo.Steps.refused;
import static io.aman.local.demo.Steps.require;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** What an administrator does with accounts, roles and keys, and what the person sees of it. */
final class AdministratorScenes {

    private static final Map<String, String> REASON = Map.of("reason", "asked for by phone, ticket 4711");

    private final SessionCast cast;
    private final Person laptop;
    private final Person admin;
    private String userId = "";

    AdministratorScenes(SessionCast cast) {
        this.cast = cast;
        this.laptop = cast.laptop();
        this.admin = cast.admin();
    }

    void run(Steps steps) {
        steps.step("What is an administrator's is refused to everybody else", this::notForPeople);
        steps.step("An administrator finds the person and their sessions", this::find);
        steps.step("A new role with a permission is given to the person", this::giveRole);
        steps.step("The old token is to be refreshed, and the new one permits it", this::newPermission);
        steps.step("An administrator acts as the person, for an hour, with a reason", this::impersonate);
        steps.step("Nobody acts as another administrator", this::notAsAdministrator);
        steps.step("The person is told by mail, in Arabic", this::toldOfImpersonation);
        steps.step("The account is closed: refused within a second, and at sign-in as ever", this::disable);
        steps.step("It is opened again, and the person signs in", this::enable);
        steps.step("The signing key is replaced, and no token is refused", this::rotate);
        steps.step("The person's trail tells who did what, and why", this::trail);
        steps.step("The last administrator cannot be closed out", this::lastAdministrator);
    }

    private String notForPeople() {
        var signedIn = expect(200, laptop.signIn());
        userId = signedIn.body().path("user").path("id").asString();
        var sessions = refused(403, "PERMISSION_MISSING", laptop.api().get("/api/sessions/admin/all"));
        var users = refused(403, "PERMISSION_MISSING", laptop.api().get("/api/admin/users"));
        return "sessions: %s, users: %s".formatted(sessions, users);
    }

    private String find() {
        expect(200, admin.signIn());
        var found = items(admin.api().get("/api/admin/users?q=" + laptop.email()));
        require(found.size() == 1 && found.path(0).path("id").asString().equals(userId), found.toString());
        var sessions = items(admin.api().get("/api/sessions/admin/all?userId=" + userId));
        require(sessions.size() > 1, sessions.toString());
        return "%s, %d sessions".formatted(userId, sessions.size());
    }

    private String giveRole() {
        var role = role();
        expect(200, admin.api().put("/api/admin/roles/" + role, Map.of("permissions", new String[] {"payment.audit"})));
        expect(200, admin.refreshed()); // every token was made from older roles, the administrator's as well
        expect(
                200,
                admin.api()
                        .put(
                                "/api/admin/users/%s/roles".formatted(userId),
                                Map.of("roles", new String[] {"USER", role}, "reason", "ticket 4711")));
        return role + " grants payment.audit";
    }

    private String role() {
        return "AUDITOR_" + cast.run().toUpperCase(Locale.ROOT);
    }

    private String newPermission() {
        var old = refusedSoon(laptop, "TOKEN_EXPIRED");
        expect(200, laptop.refreshed());
        var audit = laptop.api().get("/api/payments/audit/pay_" + "0".repeat(32));
        require(audit.status() == 404, "not permitted: " + audit.text());
        return "old: %s; new: permitted".formatted(old);
    }

    private String impersonate() {
        var started = expect(200, admin.api().post("/api/admin/users/%s/impersonate".formatted(userId), REASON));
        var acting = cast.gateway().signedIn(started.field("token"));
        var seen = items(acting.get("/api/sessions")).toString();
        require(seen.contains("\"impersonatedBy\":\"usr_"), seen);
        var extended = acting.post("/api/sessions/extend", Map.of("hours", 2));
        require(extended.status() >= 400, "extended: " + extended.text());
        expect(204, acting.post("/api/auth/logout"));
        return "until %s, and it cannot be extended (%d)".formatted(started.field("expiresAt"), extended.status());
    }

    private String notAsAdministrator() {
        var self = expect(200, admin.signIn()).body().path("user").path("id").asString();
        var answer = admin.api().post("/api/admin/users/%s/impersonate".formatted(self), REASON);
        require(answer.status() == 409, answer.text());
        return "409 " + answer.field("code");
    }

    private String toldOfImpersonation() {
        return cast.mail(laptop, "دخل أحد المسؤولين").path("subject").asString();
    }

    private String disable() {
        expect(200, laptop.api().get("/api/sessions"));
        require(
                admin.api()
                                .post("/api/admin/users/%s/disable".formatted(userId), REASON)
                                .status()
                        < 300,
                "not closed");
        var gateway = refusedSoon(laptop, "SESSION_REVOKED");
        return "%s; sign-in: %s".formatted(gateway, refused(401, "INVALID_CREDENTIALS", laptop.signIn()));
    }

    private String enable() {
        require(
                admin.api()
                                .post("/api/admin/users/%s/enable".formatted(userId), REASON)
                                .status()
                        < 300,
                "not opened");
        expect(200, laptop.signIn());
        return "200";
    }

    private String rotate() {
        var rotated = expect(200, admin.api().post("/api/admin/keys/rotate", REASON));
        var after =
                await("the new key", () -> Optional.of(keyIds()).filter(keys -> keys.contains(rotated.field("keyId"))));
        expect(200, laptop.api().get("/api/sessions"));
        expect(200, laptop.refreshed());
        expect(200, laptop.api().get("/api/sessions"));
        return "%d keys are published, the new one signs from %s".formatted(after.size(), rotated.field("signsFrom"));
    }

    private Set<String> keyIds() {
        return StreamSupport.stream(
                        expect(200, cast.gateway().get("/.well-known/jwks.json"))
                                .body()
                                .path("keys")
                                .spliterator(),
                        false)
                .map(key -> key.path("kid").asString())
                .collect(Collectors.toSet());
    }

    private String trail() {
        var entries = await(
                "the whole trail",
                () -> Optional.of(items(laptop.api().get("/api/sessions/audit?limit=100")))
                        .filter(items -> items.toString().contains("user.enabled")));
        var text = entries.toString();
        require(text.contains("ticket 4711") && text.contains("user.impersonated"), text);
        return "%d entries, among them %s"
                .formatted(
                        entries.size(),
                        StreamSupport.stream(entries.spliterator(), false)
                                .map(AdministratorScenes::what)
                                .distinct()
                                .limit(4)
                                .collect(Collectors.joining(", ")));
    }

    private static String what(JsonNode entry) {
        return entry.path("what").asString();
    }

    private String lastAdministrator() {
        var self = expect(200, admin.signIn()).body().path("user").path("id").asString();
        var answer = admin.api().post("/api/admin/users/%s/disable".formatted(self), REASON);
        require(answer.status() == 409, answer.text());
        return "409 " + answer.field("code");
    }
}
