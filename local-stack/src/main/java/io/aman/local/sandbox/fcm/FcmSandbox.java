package io.aman.local.sandbox.fcm;

import io.aman.local.sandbox.provider.Call;
import io.aman.local.sandbox.provider.Ids;
import io.aman.local.sandbox.provider.Json;
import io.aman.local.sandbox.provider.ProviderSandbox;
import io.aman.local.sandbox.provider.Reply;
import io.aman.local.sandbox.provider.Store;
import io.aman.local.sandbox.provider.Table;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Plays Firebase Cloud Messaging for one project, from its public documentation (read 2026-11): {@code POST /token} changes
 * the account's signed assertion for an access token, {@code POST /v1/projects/<id>/messages:send} takes a message. Every
 * token is an app's, but those that were unregistered. Nothing goes anywhere.
 */
public final class FcmSandbox implements ProviderSandbox {
    /** Its name in paths. */
    public static final String NAME = "fcm";

    private static final String SCOPE = "https://www.googleapis.com/auth/firebase.messaging";
    private static final String GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer";
    private static final String QUOTA = "quota";
    private static final int TOKEN_SECONDS = 3600;
    private static final int LONGEST_BYTES = 4096;
    private static final int JWT_PARTS = 3;

    private final FcmAccount account;
    private final Store store;
    private final Table messages;
    private final Table unregistered;
    private final Table accessTokens;
    private final Table limits;
    private final Ids ids;
    private final Clock clock;

    public FcmSandbox(Store store, FcmAccount account, Clock clock) {
        this.account = account;
        this.store = store;
        this.messages = store.table("fcm.messages");
        this.unregistered = store.table("fcm.unregistered");
        this.accessTokens = store.table("fcm.access-tokens");
        this.limits = store.table("fcm.limits");
        this.ids = new Ids(clock);
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    /** Who may send, for whoever plays them. */
    public FcmAccount account() {
        return account;
    }

    @Override
    public Reply serve(Call call) {
        if (!call.method().equals("POST")) {
            return Reply.problem(404, "not found");
        }
        if (call.path().equals("/token")) {
            return token(call);
        }
        if (!call.path().equals("/v1/projects/%s/messages:send".formatted(account.projectId()))) {
            return Reply.problem(404, "no such project");
        }
        return store.change(() -> isAuthorized(call) ? taken(call) : FcmError.UNAUTHENTICATED.reply());
    }

    private Reply token(Call call) {
        var form = call.params();
        if (!GRANT.equals(form.get("grant_type")) || !isSigned(form.getOrDefault("assertion", ""))) {
            return Reply.json(400, Json.object().put("error", "invalid_grant"));
        }
        var token = ids.next("ya29.");
        store.change(() -> {
            accessTokens.put(token, Json.object().put("until", clock.instant().getEpochSecond() + TOKEN_SECONDS));
            return token;
        });
        return Reply.json(
                200,
                Json.object()
                        .put("access_token", token)
                        .put("expires_in", TOKEN_SECONDS)
                        .put("token_type", "Bearer"));
    }

    private boolean isSigned(String assertion) {
        var parts = assertion.split("\\.", -1);
        if (parts.length != JWT_PARTS) {
            return false;
        }
        try {
            var decoder = Base64.getUrlDecoder();
            var verifier = Signature.getInstance("SHA256withRSA");
            verifier.initVerify(account.publicKey());
            verifier.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
            return verifier.verify(decoder.decode(parts[2]))
                    && Json.parse(new String(decoder.decode(parts[1]), StandardCharsets.UTF_8))
                            .filter(this::isClaimedRightly)
                            .isPresent();
        } catch (GeneralSecurityException | IllegalArgumentException _) {
            return false;
        }
    }

    private boolean isClaimedRightly(ObjectNode claims) {
        var now = clock.instant().getEpochSecond();
        var until = claims.path("exp").asLong(0);
        return claims.path("iss").asString("").equals(account.email())
                && claims.path("scope").asString("").equals(SCOPE)
                && claims.path("aud").asString("").endsWith("/" + NAME + "/token")
                && until > now
                && until <= now + TOKEN_SECONDS;
    }

    private boolean isAuthorized(Call call) {
        return call.header()
                .apply("Authorization")
                .filter(header -> header.startsWith("Bearer "))
                .flatMap(header -> accessTokens.find(header.substring("Bearer ".length())))
                .filter(token -> token.path("until").asLong() > clock.instant().getEpochSecond())
                .isPresent();
    }

    private Reply taken(Call call) {
        var message = Json.parse(call.body()).map(body -> body.path("message")).filter(ObjectNode.class::isInstance);
        if (message.isEmpty()) {
            return FcmError.INVALID_ARGUMENT.reply();
        }
        var sent = (ObjectNode) message.get();
        return refusal(sent, call.body()).map(FcmError::reply).orElseGet(() -> {
            var name = "projects/%s/messages/%s".formatted(account.projectId(), ids.next("0:"));
            messages.put(name, sent.deepCopy().put("name", name));
            return Reply.json(200, Json.object().put("name", name));
        });
    }

    private Optional<FcmError> refusal(ObjectNode message, String body) {
        var token = message.path("token").asString("");
        if (token.isBlank() || body.getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES) {
            return Optional.of(FcmError.INVALID_ARGUMENT);
        }
        if (unregistered.find(token).isPresent()) {
            return Optional.of(FcmError.UNREGISTERED);
        }
        var quota = limits.find(QUOTA).map(limit -> limit.path("left").asInt());
        if (quota.isPresent() && quota.get() == 0) {
            return Optional.of(FcmError.QUOTA_EXCEEDED);
        }
        quota.ifPresent(left -> limits.put(QUOTA, Json.object().put("left", left - 1)));
        return Optional.empty();
    }

    @Override
    public Reply failure(int status) {
        return FcmError.of(status).reply(status);
    }

    @Override
    public Map<String, String> sign(byte[] body, Instant at) {
        return Map.of(); // it calls nobody
    }

    /**
     * {@code GET messages[?token=<token>]}: what was sent, newest first. {@code POST unregister} and {@code POST register} with
     * {@code {"token": "…"}}: the app is removed, or there again. {@code POST quota} with {@code {"left": 3}}: as many are
     * taken; with nothing there is no limit.
     */
    @Override
    public Reply command(Call call) {
        if (call.method().equals("GET") && call.path().equals("/messages")) {
            var list = Json.array();
            messages(call.queryParams().getOrDefault("token", "")).forEach(list::add);
            return Reply.json(200, list);
        }
        var wish = Json.parse(call.body());
        if (!call.method().equals("POST") || wish.isEmpty()) {
            return Reply.problem(404, "no such command");
        }
        var token = wish.get().path("token").asString("");
        switch (call.path()) {
            case "/unregister" -> unregister(token);
            case "/register" -> change(() -> unregistered.remove(token));
            case "/quota" ->
                change(() -> {
                    if (wish.get().has("left")) {
                        limits.put(QUOTA, wish.get());
                    } else {
                        limits.remove(QUOTA);
                    }
                });
            default -> {
                return Reply.problem(404, "no such command");
            }
        }
        return Reply.noContent();
    }

    private void change(Runnable work) {
        store.change(() -> {
            work.run();
            return NAME;
        });
    }

    /** The app is removed from the device. */
    public void unregister(String token) {
        change(() -> unregistered.put(token, Json.object()));
    }

    /** No access token is good any more, as when the account's keys have changed. */
    public void revokeAccessTokens() {
        change(() -> accessTokens.ids().toList().forEach(accessTokens::remove));
    }

    /** @param token empty for those to any app */
    public List<ObjectNode> messages(String token) {
        return store.read(() -> messages.newestFirst(null)
                .filter(message ->
                        token.isEmpty() || message.path("token").asString().equals(token))
                .toList());
    }
}
