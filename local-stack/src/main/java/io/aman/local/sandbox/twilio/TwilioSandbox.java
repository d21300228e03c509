package io.aman.local.sandbox.twilio;

import io.aman.local.sandbox.provider.BasicAuthentication;
import io.aman.local.sandbox.provider.Call;
import io.aman.local.sandbox.provider.Json;
import io.aman.local.sandbox.provider.ProviderSandbox;
import io.aman.local.sandbox.provider.Reply;
import io.aman.local.sandbox.provider.Store;
import io.aman.local.sandbox.provider.Webhook;
import io.aman.local.sandbox.provider.Webhooks;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Plays Twilio's messages for one account, from its public documentation (the Message resource and the magic numbers of
 * its test credentials, read 2026-11): {@code POST /2010-04-01/Accounts/<sid>/Messages.json} takes one, {@code GET
 * …/Messages/<sid>.json} shows it, and its {@code StatusCallback} is told what becomes of it. Nothing goes anywhere.
 */
public final class TwilioSandbox implements ProviderSandbox {
    /** Its name in paths. */
    public static final String NAME = "twilio";

    private static final int MAX_LENGTH = 1600;
    private static final Pattern E164 = Pattern.compile("(whatsapp:)?\\+[1-9][0-9]{6,14}");
    private static final Pattern MESSAGES =
            Pattern.compile("/2010-04-01/Accounts/([^/]+)/Messages(?:/(SM[0-9a-f]{32}))?\\.json");

    /** As Twilio's own test credentials answer them. */
    private static final Map<String, TwilioError> MAGIC_NUMBERS = Map.of(
            "+15005550001", TwilioError.INVALID_RECIPIENT,
            "+15005550002", TwilioError.NOT_REACHABLE,
            "+15005550003", TwilioError.NOT_PERMITTED,
            "+15005550004", TwilioError.UNSUBSCRIBED,
            "+15005550009", TwilioError.NOT_MOBILE);

    private final TwilioKeys keys;
    private final Store store;
    private final TwilioState state;
    private final TwilioCallbacks callbacks;

    public TwilioSandbox(Store store, Webhooks webhooks, TwilioKeys keys, Clock clock) {
        this.keys = keys;
        this.store = store;
        this.state = new TwilioState(store, clock);
        this.callbacks = new TwilioCallbacks(state, webhooks, keys, clock);
    }

    @Override
    public String name() {
        return NAME;
    }

    /** The account's credentials, for whoever plays its owner. */
    public TwilioKeys keys() {
        return keys;
    }

    @Override
    public Reply serve(Call call) {
        var path = MESSAGES.matcher(call.path());
        if (!path.matches()) {
            return TwilioError.NOT_FOUND.reply();
        }
        if (!isOwner(call) || !path.group(1).equals(keys.accountSid())) {
            return TwilioError.AUTHENTICATE.reply();
        }
        return call.method().equals("POST") && path.group(2) == null ? sent(call) : shown(path.group(2));
    }

    private boolean isOwner(Call call) {
        return call.header()
                .apply("Authorization")
                .flatMap(BasicAuthentication::credentials)
                .filter((keys.accountSid() + ":" + keys.authToken())::equals)
                .isPresent();
    }

    private Reply shown(@Nullable String sid) {
        return Optional.ofNullable(sid)
                .flatMap(state::find)
                .map(message -> Reply.json(200, message))
                .orElseGet(TwilioError.NOT_FOUND::reply);
    }

    private Reply sent(Call call) {
        Map<String, String> form;
        try {
            form = call.params();
        } catch (IllegalArgumentException _) {
            return TwilioError.NO_RECIPIENT.reply();
        }
        var from = form.getOrDefault("From", form.getOrDefault("MessagingServiceSid", ""));
        var to = form.getOrDefault("To", "");
        var content = form.getOrDefault("ContentSid", "");
        var body = content.isEmpty()
                ? form.getOrDefault("Body", "")
                : content + " " + form.getOrDefault("ContentVariables", "{}");
        return refusal(from, to, body)
                .map(TwilioError::reply)
                .orElseGet(() -> Reply.json(201, store.change(() -> {
                    var message =
                            state.add(keys.accountSid(), from, to, body, form.getOrDefault("ValidityPeriod", "36000"));
                    callbacks.carry(
                            message.deepCopy(),
                            form.getOrDefault("StatusCallback", ""),
                            !content.isEmpty(),
                            call.path());
                    return message;
                })));
    }

    private static Optional<TwilioError> refusal(String from, String to, String body) {
        if (to.isBlank()) {
            return Optional.of(TwilioError.NO_RECIPIENT);
        }
        if (from.isBlank()) {
            return Optional.of(TwilioError.NO_SENDER);
        }
        if (body.isBlank()) {
            return Optional.of(TwilioError.NO_BODY);
        }
        if (body.length() > MAX_LENGTH) {
            return Optional.of(TwilioError.TOO_LONG);
        }
        return E164.matcher(to).matches()
                ? Optional.ofNullable(MAGIC_NUMBERS.get(to.replace("whatsapp:", "")))
                : Optional.of(TwilioError.INVALID_RECIPIENT);
    }

    @Override
    public Reply failure(int status) {
        return TwilioError.reply(status, status == 429 ? 20_429 : 20_000 + status, "Asked for by a fault");
    }

    /** What is signed says where it goes, so that nobody can sign without. */
    @Override
    public Map<String, String> sign(byte[] body, Instant at) {
        throw new IllegalStateException("Twilio signs addresses, too");
    }

    @Override
    public Map<String, String> sign(Webhook webhook, byte[] body, Instant at) {
        return Map.of(
                "Content-Type",
                "application/x-www-form-urlencoded",
                "X-Twilio-Signature",
                TwilioCallbacks.signature(keys.authToken(), webhook.address(), webhook.body()));
    }

    /**
     * {@code GET messages[?to=<number>]}: what was sent, newest first. {@code POST messages/<sid>/status} with {@code
     * {"status": "undelivered", "errorCode": 30005}}: tells it. {@code POST inbound} with {@code {"from": "+965…",
     * "address": "https://…"}}: somebody writes by WhatsApp, and the webhook at that address is told.
     */
    @Override
    public Reply command(Call call) {
        if (call.method().equals("POST")) {
            return Json.parse(call.body())
                    .map(wish -> store.change(() -> callbacks.command(call, wish)))
                    .orElseGet(() -> Reply.problem(400, "the body is not a JSON object"));
        }
        if (!call.method().equals("GET") || !call.path().equals("/messages")) {
            return Reply.problem(404, "no such command");
        }
        var list = Json.array();
        messages(call.queryParams().getOrDefault("to", "")).forEach(list::add);
        return Reply.json(200, list);
    }

    /** @param to empty for those to anybody */
    public List<ObjectNode> messages(String to) {
        return state.newestFirst(to);
    }
}
