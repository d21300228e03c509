package io.aman.local.sandbox.provider;

import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What goes back over HTTP. */
public record Reply(int status, Map<String, String> headers, String body) {
    public Reply {
        headers = Map.copyOf(headers);
    }

    public static Reply json(int status, JsonNode body) {
        return new Reply(status, Map.of("Content-Type", "application/json"), body.toPrettyString());
    }

    public static Reply html(int status, String page) {
        return new Reply(status, Map.of("Content-Type", "text/html; charset=utf-8"), page);
    }

    public static Reply seeOther(String location) {
        return new Reply(303, Map.of("Location", location), "");
    }

    public static Reply found(String location) {
        return new Reply(302, Map.of("Location", location), "");
    }

    public static Reply noContent() {
        return new Reply(204, Map.of(), "");
    }

    /** An error of the sandbox's own commands. */
    public static Reply problem(int status, String detail) {
        return json(status, Json.object().put("error", detail));
    }

    public Reply with(String name, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Reply(status, more, body);
    }
}
