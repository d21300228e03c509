package io.aman.local.sandbox.stripe;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A request's parameters. Each is read by name; one that nobody has read is unknown, as it would be to Stripe. */
final class Params {
    private static final int METADATA_KEYS = 50;
    private static final int METADATA_KEY_LENGTH = 40;
    private static final int METADATA_VALUE_LENGTH = 500;

    private final Map<String, String> values;
    private final Set<String> read = new HashSet<>();

    Params(Map<String, String> values) {
        this.values = values;
    }

    /** Empty where absent or blank. */
    Optional<String> text(String name) {
        read.add(name);
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
    }

    String required(String name) {
        return text(name)
                .orElseThrow(() -> StripeError.parameter(
                        "parameter_missing", name, "Missing required param: %s.".formatted(name)));
    }

    Optional<String> oneOf(String name, Set<String> allowed) {
        var value = text(name);
        if (value.isPresent() && !allowed.contains(value.get())) {
            throw StripeError.parameter(
                    "parameter_invalid_string",
                    name,
                    "Invalid %s: must be one of %s".formatted(name, String.join(", ", allowed)));
        }
        return value;
    }

    OptionalLong integer(String name) {
        var value = text(name);
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(value.get()));
        } catch (NumberFormatException _) {
            throw StripeError.parameter(
                    "parameter_invalid_integer", name, "Invalid integer: %s".formatted(value.get()));
        }
    }

    /** False where absent. */
    boolean flag(String name) {
        return oneOf(name, Set.of("true", "false")).map("true"::equals).orElse(false);
    }

    /** The values of {@code name[0]}, {@code name[1]} and so on. */
    List<String> list(String name) {
        return nested(name).values().stream().toList();
    }

    /** By key; a blank value unsets the key. */
    Map<String, String> metadata() {
        var metadata = nested("metadata");
        if (metadata.size() > METADATA_KEYS) {
            throw StripeError.parameter(
                    "parameter_invalid_string", "metadata", "You can have at most 50 metadata keys.");
        }
        metadata.forEach((key, value) -> {
            if (key.length() > METADATA_KEY_LENGTH || value.length() > METADATA_VALUE_LENGTH) {
                throw StripeError.parameter(
                        "parameter_invalid_string",
                        "metadata[%s]".formatted(key),
                        "Metadata keys can have up to 40 characters, values up to 500.");
            }
        });
        return metadata;
    }

    private Map<String, String> nested(String name) {
        var inner = new LinkedHashMap<String, String>();
        values.forEach((key, value) -> {
            if (key.startsWith(name + "[") && key.endsWith("]")) {
                read.add(key);
                inner.put(key.substring(name.length() + 1, key.length() - 1), value);
            }
        });
        return inner;
    }

    /** Call it when all that is understood has been read, before anything is done. */
    void refuseUnknown() {
        for (var name : values.keySet()) {
            if (!read.contains(name)) {
                throw StripeError.parameter(
                        "parameter_unknown", name, "Received unknown parameter: %s".formatted(name));
            }
        }
    }
}
