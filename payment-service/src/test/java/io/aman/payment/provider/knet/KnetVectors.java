package io.aman.payment.provider.knet;

import io.aman.platform.Secret;
import java.io.IOException;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The published cases, with the key they are under. */
final class KnetVectors {

    static final JsonNode ALL = read();
    static final KnetCipher CIPHER =
            new KnetCipher(Secret.of(ALL.path("resource_key").asString()));

    private KnetVectors() {}

    private static JsonNode read() {
        try (var stream = KnetVectors.class.getResourceAsStream("/oracles/knet-vectors.json")) {
            return JsonMapper.shared().readTree(stream);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<JsonNode> of(String name) {
        return List.copyOf(ALL.path(name).values());
    }
}
