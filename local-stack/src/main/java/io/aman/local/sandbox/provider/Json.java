package io.aman.local.sandbox.provider;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The one JSON mapper of the sandbox. */
public final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    /** For JSON that the sandbox itself has written. */
    public static ObjectNode read(String json) {
        return (ObjectNode) MAPPER.readTree(json);
    }

    /** For JSON from outside: empty when it isn't an object; nothing at all is an empty object. */
    public static Optional<ObjectNode> parse(String body) {
        if (body.isBlank()) {
            return Optional.of(object());
        }
        try {
            return MAPPER.readTree(body) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }
}
