package io.aman.local.sandbox.stripe;

import io.aman.local.sandbox.provider.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/** Stripe's published objects, blanked: so every answer has every key that Stripe's has. */
final class Templates {
    private final Map<String, ObjectNode> objects = Stream.of(
                    "payment_intent",
                    "setup_intent",
                    "charge",
                    "refund",
                    "dispute",
                    "balance_transaction",
                    "event",
                    "balance",
                    "customer",
                    "payment_method")
            .collect(Collectors.toMap(Function.identity(), Templates::load));

    /** A fresh copy. */
    ObjectNode of(String object) {
        var template = objects.get(object);
        if (template == null) {
            throw new IllegalArgumentException("no template of " + object);
        }
        return template.deepCopy();
    }

    private static ObjectNode load(String object) {
        try (var file = Templates.class.getResourceAsStream(object + ".json")) {
            if (file == null) {
                throw new IllegalStateException(object + ".json is not on the class path");
            }
            return Json.read(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
