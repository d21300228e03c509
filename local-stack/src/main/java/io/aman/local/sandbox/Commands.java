package io.aman.local.sandbox;

import io.aman.local.sandbox.provider.Call;
import io.aman.local.sandbox.provider.Fault;
import io.aman.local.sandbox.provider.Faults;
import io.aman.local.sandbox.provider.Json;
import io.aman.local.sandbox.provider.ProviderSandbox;
import io.aman.local.sandbox.provider.Reply;
import io.aman.local.sandbox.provider.Webhooks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import tools.jackson.databind.node.ObjectNode;

/**
 * What tests and the demo ask of the sandbox, in JSON under {@code /_sandbox}: {@code faults} (GET, POST, DELETE),
 * {@code <provider>/events?<object>=<id>}, {@code <provider>/events/<id>/deliver}, and each provider's own.
 */
final class Commands {
    private static final int LONGEST_PAUSE_MILLIS = 600_000;

    private final Map<String, ProviderSandbox> providers;
    private final Faults faults;
    private final Webhooks webhooks;

    Commands(Map<String, ProviderSandbox> providers, Faults faults, Webhooks webhooks) {
        this.providers = providers;
        this.faults = faults;
        this.webhooks = webhooks;
    }

    Reply serve(Call call) {
        var segments = call.segments();
        if (segments.equals(List.of("faults"))) {
            return faults(call);
        }
        var provider = providers.get(segments.getFirst());
        if (provider == null) {
            return Reply.problem(404, "no such command");
        }
        var rest = segments.subList(1, segments.size());
        if (rest.equals(List.of("events")) && call.method().equals("GET")) {
            return events(call);
        }
        if (rest.size() == 3
                && rest.getFirst().equals("events")
                && rest.getLast().equals("deliver")) {
            return call.method().equals("POST")
                    ? deliver(provider.name(), rest.get(1), call)
                    : Reply.problem(405, "POST only");
        }
        return provider.command(new Call(
                call.method(), "/" + String.join("/", rest), call.query(), call.base(), call.header(), call.body()));
    }

    private Reply events(Call call) {
        var object = call.params().values().stream().findFirst();
        if (object.isEmpty()) {
            return Reply.problem(400, "name the object, as in ?payment_intent=pi_1");
        }
        var list = Json.array();
        webhooks.about(object.get()).forEach(list::add);
        return Reply.json(200, list);
    }

    private Reply deliver(String provider, String id, Call call) {
        var body = Json.parse(call.body());
        if (body.isEmpty()) {
            return Reply.problem(400, "the body is not a JSON object");
        }
        var tamper = body.get().path("tamper").asBoolean(false);
        var offset =
                Duration.ofSeconds(body.get().path("timestampOffsetSeconds").asLong(0));
        try {
            return webhooks.resend(provider, id, tamper, offset)
                    .map(status -> Reply.json(200, Json.object().put("status", status)))
                    .orElseGet(() -> Reply.problem(404, "no such event"));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Reply.problem(503, "stopping");
        }
    }

    private Reply faults(Call call) {
        return switch (call.method()) {
            case "GET" -> listed();
            case "DELETE" -> {
                faults.clear();
                yield listed();
            }
            case "POST" -> planned(call.body());
            default -> Reply.problem(405, "GET, POST or DELETE");
        };
    }

    private Reply planned(String body) {
        var json = Json.parse(body);
        if (json.isEmpty()) {
            return Reply.problem(400, "the body is not a JSON object");
        }
        try {
            faults.add(fault(json.get()), json.get().path("times").asInt(1));
            return listed();
        } catch (PatternSyntaxException e) {
            return Reply.problem(400, "path is not a regular expression: " + e.getDescription());
        } catch (IllegalArgumentException e) {
            return Reply.problem(400, String.valueOf(e.getMessage()));
        }
    }

    private Fault fault(ObjectNode json) {
        var kind = Fault.Kind.named(json.path("kind").asString(""))
                .orElseThrow(() -> new IllegalArgumentException("kind must be one of " + List.of(Fault.Kind.values())));
        var provider = json.path("provider").asString("");
        if (!providers.containsKey(provider)) {
            throw new IllegalArgumentException("provider must be one of " + providers.keySet());
        }
        int status = json.path("status").asInt(500);
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("status must be between 400 and 599");
        }
        long millis = json.path("millis").asLong(kind.usualPause().toMillis());
        if (millis < 0 || millis > LONGEST_PAUSE_MILLIS) {
            throw new IllegalArgumentException("millis must be between 0 and " + LONGEST_PAUSE_MILLIS);
        }
        var method = Optional.of(json.path("method").asString("")).filter(given -> !given.isEmpty());
        var path = Pattern.compile(json.path("path").asString(""));
        return new Fault(provider, kind, method, path, Duration.ofMillis(millis), status);
    }

    private Reply listed() {
        var list = Json.array();
        for (var planned : faults.list()) {
            var fault = planned.fault();
            var shown = list.addObject()
                    .put("provider", fault.provider())
                    .put("path", fault.path().pattern())
                    .put("kind", fault.kind().toString())
                    .put("millis", fault.pause().toMillis())
                    .put("status", fault.status())
                    .put("times", planned.times());
            fault.method().ifPresent(method -> shown.put("method", method));
        }
        return Reply.json(200, list);
    }
}
