package io.aman.local.sandbox.meta;

import io.aman.local.sandbox.provider.Call;
import io.aman.local.sandbox.provider.Ids;
import io.aman.local.sandbox.provider.Json;
import io.aman.local.sandbox.provider.ProviderSandbox;
import io.aman.local.sandbox.provider.Reply;
import io.aman.local.sandbox.provider.Store;
import io.aman.local.sandbox.provider.Table;
import io.aman.local.sandbox.provider.Webhooks;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.node.ObjectNode;

/**
 * Plays the messages of Meta's WhatsApp Cloud API for one number, from its public documentation (read 2026-11): {@code
 * POST /v<n>.0/<phone-number-id>/messages} takes a template or, within a day of the person's last word, a text. What
 * becomes of it is told by webhooks. Nothing goes anywhere.
 */
public final class MetaSandbox implements ProviderSandbox {
    /** Its name in paths. */
    public static final String NAME = "meta";

    private static final String HMAC = "HmacSHA256";
    private static final Pattern MESSAGES = Pattern.compile("/v[0-9]+\\.[0-9]/([0-9]+)/messages");
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{6,14}");
    private static final Pattern TEMPLATE = Pattern.compile("[a-z0-9_]{1,512}");

    /** No line breaks, no tabs, not more than four blanks in a row. */
    private static final Pattern NO_VARIABLE = Pattern.compile("[\\n\\r\\t]| {5}");

    private static final int LONGEST_VARIABLE = 1024;

    /** Numbers that are refused at once, and why. */
    private static final Map<String, MetaError> MAGIC_NUMBERS = Map.of(
            "15005550021", MetaError.PAIR_RATE_LIMIT,
            "15005550022", MetaError.RATE_LIMIT,
            "15005550023", MetaError.UNDELIVERABLE);

    private final MetaKeys keys;
    private final Store store;
    private final Table messages;
    private final MetaWebhooks webhooks;
    private final Ids ids;

    public MetaSandbox(Store store, Webhooks webhooks, MetaKeys keys, Clock clock) {
        this.keys = keys;
        this.store = store;
        this.messages = store.table("meta.messages");
        this.ids = new Ids(clock);
        this.webhooks = new MetaWebhooks(store, webhooks, keys, ids, clock);
    }

    @Override
    public String name() {
        return NAME;
    }

    /** What its owner knows, for whoever plays them. */
    public MetaKeys keys() {
        return keys;
    }

    @Override
    public Reply serve(Call call) {
        var path = MESSAGES.matcher(call.path());
        if (!call.method().equals("POST") || !path.matches() || !path.group(1).equals(keys.phoneNumberId())) {
            return MetaError.UNKNOWN_PATH.reply();
        }
        var owner = call.header().apply("Authorization").filter(("Bearer " + keys.accessToken())::equals);
        if (owner.isEmpty()) {
            return MetaError.INVALID_TOKEN.reply();
        }
        var body = Json.parse(call.body());
        if (body.isEmpty()) {
            return MetaError.INVALID_PARAMETER.reply();
        }
        return refusal(body.get()).map(MetaError::reply).orElseGet(() -> taken(body.get(), call.path()));
    }

    private static Optional<MetaError> refusal(ObjectNode body) {
        var to = body.path("to").asString("");
        if (!body.path("messaging_product").asString("").equals("whatsapp")
                || !NUMBER.matcher(to).matches()) {
            return Optional.of(MetaError.INVALID_PARAMETER);
        }
        var problem = switch (body.path("type").asString("text")) {
            case "template" -> template(body);
            case "text" ->
                body.path("text").path("body").asString("").isBlank()
                        ? Optional.of(MetaError.INVALID_PARAMETER)
                        : Optional.<MetaError>empty();
            default -> Optional.of(MetaError.INVALID_PARAMETER);
        };
        return problem.or(() -> Optional.ofNullable(MAGIC_NUMBERS.get(to)));
    }

    /** Every name is approved but those that begin with {@code unknown}. */
    private static Optional<MetaError> template(ObjectNode body) {
        var template = body.path("template");
        var name = template.path("name").asString("");
        if (!TEMPLATE.matcher(name).matches()
                || template.path("language").path("code").asString("").isEmpty()) {
            return Optional.of(MetaError.INVALID_PARAMETER);
        }
        if (name.startsWith("unknown")) {
            return Optional.of(MetaError.NO_TEMPLATE);
        }
        var isUnfit = template.path("components")
                .valueStream()
                .flatMap(component -> component.path("parameters").valueStream())
                .map(parameter -> parameter.path("text").asString(""))
                .anyMatch(text -> text.isBlank()
                        || text.codePointCount(0, text.length()) > LONGEST_VARIABLE
                        || NO_VARIABLE.matcher(text).find());
        return isUnfit ? Optional.of(MetaError.PARAMETER_FORMAT) : Optional.empty();
    }

    private Reply taken(ObjectNode body, String path) {
        var to = body.path("to").asString();
        var id = ids.next("wamid.");
        store.change(() -> {
            var message = body.deepCopy().put("id", id);
            messages.put(id, message);
            webhooks.carry(message, path);
            return id;
        });
        var answer = Json.object().put("messaging_product", "whatsapp");
        answer.putArray("contacts").addObject().put("input", to).put("wa_id", to);
        answer.putArray("messages").addObject().put("id", id);
        return Reply.json(200, answer);
    }

    @Override
    public Reply failure(int status) {
        return MetaError.of(status).reply(status);
    }

    @Override
    public Map<String, String> sign(byte[] body, Instant at) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(keys.appSecret().getBytes(StandardCharsets.UTF_8), HMAC));
            return Map.of("X-Hub-Signature-256", "sha256=" + HexFormat.of().formatHex(mac.doFinal(body)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + HMAC, e);
        }
    }

    /**
     * {@code GET messages[?to=<number>]}: what was sent, newest first. {@code POST messages/<id>/status} with {@code
     * {"status": "read"}} or {@code {"status": "failed", "code": 131026}}: tells it. {@code POST inbound} with {@code
     * {"from": "965…"}}: somebody writes, and may be sent texts for a day.
     */
    @Override
    public Reply command(Call call) {
        if (call.method().equals("POST")) {
            return Json.parse(call.body())
                    .map(wish -> store.change(() -> told(call, wish)))
                    .orElseGet(() -> Reply.problem(400, "the body is not a JSON object"));
        }
        if (!call.method().equals("GET") || !call.path().equals("/messages")) {
            return Reply.problem(404, "no such command");
        }
        var list = Json.array();
        messages(call.queryParams().getOrDefault("to", "")).forEach(list::add);
        return Reply.json(200, list);
    }

    private Reply told(Call call, ObjectNode wish) {
        if (call.path().equals("/inbound")) {
            webhooks.wrote(wish.path("from").asString(""), call.path());
            return Reply.noContent();
        }
        var segments = call.segments();
        if (segments.size() != 3 || !segments.getLast().equals("status")) {
            return Reply.problem(404, "no such command");
        }
        return messages.find(segments.get(1))
                .map(message -> {
                    webhooks.tell(
                            message,
                            wish.path("status").asString("read"),
                            wish.path("code").asInt(0),
                            call.path());
                    return Reply.json(200, message);
                })
                .orElseGet(() -> Reply.problem(404, "no such message"));
    }

    /** @param to digits alone; empty for those to anybody */
    public List<ObjectNode> messages(String to) {
        return store.read(() -> messages.newestFirst(null)
                .filter(message -> to.isEmpty() || message.path("to").asString().equals(to))
                .toList());
    }
}
