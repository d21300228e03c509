package io.aman.local.sandbox.receiver;

import io.aman.local.sandbox.provider.Call;
import io.aman.local.sandbox.provider.Json;
import io.aman.local.sandbox.provider.ProviderSandbox;
import io.aman.local.sandbox.provider.Reply;
import io.aman.local.sandbox.provider.Store;
import io.aman.local.sandbox.provider.Table;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Receives webhooks in boxes: {@code POST /receiver/<box>} keeps what comes and says whether its signature is good.
 *
 * <p>{@code PUT /_sandbox/receiver/<box>} tells a box its {@code secrets} and how to answer: with {@code status}, and
 * {@code retryAfter} or {@code location} as headers, the next {@code times} times, after that with 200. {@code GET
 * /_sandbox/receiver/<box>} lists what came, the oldest first. A fault of the kind {@code delay} makes it slow.
 */
public final class ReceiverSandbox implements ProviderSandbox {
    /** Its name in paths. */
    public static final String NAME = "receiver";

    private static final Pattern BOX = Pattern.compile("/([a-z0-9-]{1,64})");
    private static final int MOST_KEPT = 1_000;
    private static final String SECRETS = "secrets";
    private static final String STATUS = "status";
    private static final String TIMES = "times";
    private static final String COUNT = "count";

    private final Store store;
    private final Table boxes;
    private final Table received;
    private final Clock clock;

    public ReceiverSandbox(Store store, Clock clock) {
        this.store = store;
        this.boxes = store.table("receiver.boxes");
        this.received = store.table("receiver.received");
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Reply serve(Call call) {
        var box = BOX.matcher(call.path());
        if (!box.matches()) {
            return Reply.problem(404, "no such box");
        }
        return call.method().equals("POST")
                ? store.change(() -> received(box.group(1), call))
                : Reply.problem(405, "POST only");
    }

    private Reply received(String name, Call call) {
        var box = boxes.find(name).orElseGet(Json::object);
        var reply = answer(box);
        var count = box.path(COUNT).asInt(0);
        received.put(id(name, count), row(box, call, reply.status(), clock.instant()));
        received.remove(id(name, count - MOST_KEPT));
        boxes.put(name, box.put(COUNT, count + 1));
        return reply;
    }

    private static String id(String box, int number) {
        return "%s/%08d".formatted(box, number);
    }

    private static ObjectNode row(ObjectNode box, Call call, int status, Instant now) {
        var id = header(call, "webhook-id");
        var timestamp = header(call, "webhook-timestamp");
        var secrets = texts(box.path(SECRETS));
        var isGood =
                WebhookSignature.isGood(secrets, id, timestamp, header(call, "webhook-signature"), call.body(), now);
        return Json.object()
                .put("id", id)
                .put("timestamp", timestamp)
                .put("verified", isGood)
                .put(STATUS, status)
                .put("body", call.body());
    }

    private static String header(Call call, String name) {
        return call.header().apply(name).orElse("");
    }

    private static List<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(text -> text.asString(""))
                .toList();
    }

    /** Counts down how often it is still to be given. */
    private static Reply answer(ObjectNode box) {
        var times = box.path(TIMES).asInt(0);
        if (times == 0) {
            return Reply.noContent();
        }
        box.put(TIMES, times - 1);
        var reply = new Reply(box.path(STATUS).asInt(200), Map.of(), "");
        if (box.has("retryAfter")) {
            reply = reply.with(
                    "Retry-After", Integer.toString(box.path("retryAfter").asInt(0)));
        }
        return box.has("location") ? reply.with("Location", box.path("location").asString("")) : reply;
    }

    @Override
    public Reply failure(int status) {
        return Reply.problem(status, "the sandbox was told to fail");
    }

    @Override
    public Reply command(Call call) {
        var box = BOX.matcher(call.path());
        if (!box.matches()) {
            return Reply.problem(404, "name a box of small letters, digits and dashes");
        }
        return switch (call.method()) {
            case "GET" -> listed(box.group(1));
            case "PUT" ->
                Json.parse(call.body())
                        .map(told -> told(box.group(1), told))
                        .orElseGet(() -> Reply.problem(400, "the body is not a JSON object"));
            default -> Reply.problem(405, "GET or PUT");
        };
    }

    private Reply listed(String box) {
        var list = Json.array();
        store.read(() -> {
            received.ids(box + "/")
                    .map(received::find)
                    .flatMap(Optional::stream)
                    .forEach(list::add);
            return true;
        });
        return Reply.json(200, list);
    }

    private Reply told(String name, ObjectNode told) {
        var status = told.path(STATUS).asInt(200);
        var times = told.path(TIMES).asInt(told.has(STATUS) ? 1 : 0);
        if (status < 200 || status > 599 || times < 0) {
            return Reply.problem(400, "status is 200 to 599, times not negative");
        }
        if (!texts(told.path(SECRETS)).stream().allMatch(WebhookSignature::isSecret)) {
            return Reply.problem(400, "a secret is whsec_ and Base64");
        }
        store.change(() -> {
            var before = boxes.find(name).orElseGet(Json::object);
            var after = told.deepCopy()
                    .put(STATUS, status)
                    .put(TIMES, times)
                    .put(COUNT, before.path(COUNT).asInt(0));
            if (!told.has(SECRETS) && before.has(SECRETS)) {
                after.set(SECRETS, before.path(SECRETS));
            }
            boxes.put(name, after);
            return true;
        });
        return Reply.noContent();
    }

    /** It signs nothing. */
    @Override
    public Map<String, String> sign(byte[] body, Instant at) {
        return Map.of();
    }
}
