package io.aman.events;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Events as CloudEvents 1.0 in Kafka's binary mode: attributes in {@code ce_*} headers, JSON data in the value.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">Kafka
 *     protocol binding, section 3.2</a>
 */
public final class EventCodec {

    public static final String TYPE = "ce_type";
    public static final String ID = "ce_id";
    public static final String SOURCE = "ce_source";
    public static final String TIME = "ce_time";
    public static final String CONTENT_TYPE = "content-type";
    private static final String SPEC_VERSION = "ce_specversion";
    private static final String PARTITION_KEY = "ce_partitionkey";

    private static final Map<String, Class<? extends DomainEvent>> CLASSES =
            records(DomainEvent.class).collect(Collectors.toUnmodifiableMap(EventCodec::typeOf, Function.identity()));

    private final JsonMapper json = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT) // an amount is never rounded
            .build();

    /** The records behind every type this version knows. */
    public static Map<String, Class<? extends DomainEvent>> types() {
        return CLASSES;
    }

    public static String typeOf(DomainEvent event) {
        return typeOf(event.getClass());
    }

    public static boolean knows(@Nullable String type) {
        return type != null && CLASSES.containsKey(type);
    }

    /** The {@code ce_*} headers and the content type of an event. */
    public Map<String, String> headers(EventEnvelope<?> event) {
        var headers = new LinkedHashMap<String, String>();
        headers.put(SPEC_VERSION, "1.0");
        headers.put(ID, event.id());
        headers.put(SOURCE, event.source());
        headers.put(TYPE, typeOf(event.data()));
        headers.put(TIME, event.time().toString());
        headers.put(PARTITION_KEY, event.key());
        headers.put(CONTENT_TYPE, "application/json");
        return headers;
    }

    /** The JSON data of an event. */
    public byte[] write(DomainEvent event) {
        return json.writeValueAsBytes(event);
    }

    /**
     * Reads one record.
     *
     * @return empty when the type is not known to this version: count it and go on
     * @throws UnreadableEvent when an attribute is missing or malformed, or the data do not fit the type
     */
    public Optional<EventEnvelope<?>> read(Map<String, String> headers, String key, byte[] data) {
        var type = CLASSES.get(required(headers, TYPE));
        if (type == null) {
            return Optional.empty();
        }
        return Optional.of(new EventEnvelope<>(
                required(headers, ID),
                required(headers, SOURCE),
                key,
                time(required(headers, TIME)),
                read(type, data)));
    }

    /**
     * Reads the data of an event.
     *
     * @throws UnreadableEvent when they do not fit the type
     */
    public <E extends DomainEvent> E read(Class<E> type, byte[] data) {
        try {
            var event = json.readValue(data, type);
            if (event == null) { // the JSON null
                throw new UnreadableEvent("the data are no " + typeOf(type));
            }
            return event;
        } catch (JacksonException e) {
            // Neither the cause nor its message: both quote the data.
            throw new UnreadableEvent("the data are no " + typeOf(type));
        }
    }

    private static Instant time(String value) {
        try {
            return Instant.parse(value);
        } catch (DateTimeParseException _) {
            throw new UnreadableEvent(TIME + " is no RFC 3339 time");
        }
    }

    private static String required(Map<String, String> headers, String name) {
        var value = headers.get(name);
        if (value == null || value.isBlank()) {
            throw new UnreadableEvent(name + " is missing");
        }
        return value;
    }

    static String typeOf(Class<? extends DomainEvent> event) {
        var type = event.getAnnotation(EventType.class);
        if (type == null) {
            throw new IllegalStateException(event + " has no @EventType");
        }
        return type.value();
    }

    private static Stream<Class<? extends DomainEvent>> records(Class<?> type) {
        return type.isRecord()
                ? Stream.of(type.asSubclass(DomainEvent.class))
                : Arrays.stream(type.getPermittedSubclasses()).flatMap(EventCodec::records);
    }
}
