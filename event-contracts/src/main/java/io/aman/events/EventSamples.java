package io.aman.events;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * The golden sample and the JSON Schema of every released type.
 *
 * <p>What a producer writes must fit the schema, and every consumer must read the sample, today and in ten years.
 */
public final class EventSamples {

    private static final EventCodec CODEC = new EventCodec();

    private EventSamples() {}

    /**
     * The types of one family of events, in alphabetical order.
     *
     * @param family an event record or a sealed interface above several, such as {@link PaymentEvent}
     */
    public static List<String> types(Class<? extends DomainEvent> family) {
        return EventCodec.types().entrySet().stream()
                .filter(type -> family.isAssignableFrom(type.getValue()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /** The JSON data of a type, as it was when the type was released. */
    public static byte[] sample(String type) {
        return resource("/samples/" + type + ".json");
    }

    /** The sample of a type as an event. */
    public static DomainEvent event(String type) {
        var event = EventCodec.types().get(type);
        if (event == null) {
            throw new IllegalArgumentException("no event has the type " + type);
        }
        return CODEC.read(event, sample(type));
    }

    /** The JSON Schema (2020-12) of a type's data. */
    public static byte[] schema(String type) {
        return resource("/schemas/" + type + ".json");
    }

    private static byte[] resource(String path) {
        try (var stream = EventSamples.class.getResourceAsStream(path)) {
            if (stream == null) {
                throw new IllegalArgumentException("there is no " + path);
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
