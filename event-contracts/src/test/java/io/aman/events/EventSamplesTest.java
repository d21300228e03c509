package io.aman.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class EventSamplesTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private final EventCodec codec = new EventCodec();

    static Set<String> types() {
        return EventCodec.types().keySet();
    }

    @Test
    void everyTypeHasASchemaAndASampleAndNothingIsLeftOver() throws Exception {
        assertThat(names("/schemas")).isEqualTo(new TreeSet<>(types()));
        assertThat(names("/samples")).isEqualTo(new TreeSet<>(types()));
    }

    @ParameterizedTest
    @MethodSource("types")
    void theSampleFitsItsSchema(String type) {
        assertThat(errors(type, sample(type))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("types")
    void whatIsReadIsWrittenAgainAsTheSameJson(String type) {
        var written = codec.write(EventSamples.event(type));

        assertThat(JSON.readTree(written)).isEqualTo(sample(type));
    }

    @ParameterizedTest
    @MethodSource("types")
    void theSampleFillsEveryFieldSoThatNoneEscapesTheseTests(String type) {
        var components = Stream.of(EventCodec.types().get(type).getRecordComponents())
                .map(component -> component.getName())
                .toList();

        assertThat(sample(type).propertyNames()).containsExactlyInAnyOrderElementsOf(components);
        assertThat(schema(type).get("properties").propertyNames()).containsExactlyInAnyOrderElementsOf(components);
    }

    @ParameterizedTest
    @MethodSource("types")
    void aFieldThatIsAddedLaterDisturbsNeitherReaderNorSchema(String type) {
        var grown = grown(sample(type));

        assertThat(codec.read(EventCodec.types().get(type), bytes(grown))).isEqualTo(EventSamples.event(type));
        assertThat(errors(type, grown)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("types")
    void aRequiredFieldThatIsMissingOrNullIsRefusedByBoth(String type) {
        for (var field : required(type)) {
            var without = sample(type);
            without.remove(field);
            assertRefused(type, without);
            assertRefused(type, sample(type).putNull(field));
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void anOptionalFieldMayBeMissingOrNullForBoth(String type) {
        for (var field : optional(type)) {
            var without = sample(type);
            without.remove(field);
            assertAccepted(type, without);
            assertAccepted(type, sample(type).putNull(field));
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void anEventWithoutItsOptionalFieldsIsWrittenAsTheSchemaWantsIt(String type) {
        var bare = sample(type);
        optional(type).forEach(bare::remove);

        var written = codec.write(codec.read(EventCodec.types().get(type), bytes(bare)));

        assertThat(errors(type, JSON.readTree(written))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("types")
    void theSchemaSaysWhichTypeItIsFor(String type) {
        assertThat(schema(type).get("$id").asString()).isEqualTo("urn:aman:event:" + type);
    }

    @Test
    void aFamilyListsItsTypes() {
        assertThat(EventSamples.types(UserEvent.class))
                .containsExactly("user.registered.v1", "user.registration-repeated.v1");
        assertThat(EventSamples.types(DomainEvent.class)).hasSameElementsAs(types());
    }

    @Test
    void aTypeThatNobodyReleasedHasNoSample() {
        assertThatThrownBy(() -> EventSamples.event("payment.forgotten.v1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("payment.forgotten.v1");
        assertThatThrownBy(() -> EventSamples.sample("payment.forgotten.v1"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** With a field more, and so in each object within. */
    private static JsonNode grown(JsonNode node) {
        switch (node) {
            case ObjectNode object -> {
                object.forEach(EventSamplesTest::grown);
                object.put("addedLater", "by a newer producer");
            }
            case ArrayNode array -> array.forEach(EventSamplesTest::grown);
            default -> {}
        }
        return node;
    }

    private void assertRefused(String type, ObjectNode data) {
        assertThat(errors(type, data)).isNotEmpty();
        assertThatThrownBy(() -> codec.read(EventCodec.types().get(type), bytes(data)))
                .isInstanceOf(UnreadableEvent.class);
    }

    private void assertAccepted(String type, ObjectNode data) {
        assertThat(errors(type, data)).isEmpty();
        assertThat(codec.read(EventCodec.types().get(type), bytes(data))).isNotNull();
    }

    private static List<Error> errors(String type, JsonNode data) {
        var schema = SCHEMAS.getSchema(text(EventSamples.schema(type)), InputFormat.JSON);
        return schema.validate(
                data, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
    }

    private static List<String> required(String type) {
        var fields = new ArrayList<String>();
        schema(type).get("required").forEach(field -> fields.add(field.asString()));
        return fields;
    }

    private static List<String> optional(String type) {
        var fields = new ArrayList<>(schema(type).get("properties").propertyNames());
        fields.removeAll(required(type));
        return fields;
    }

    private static ObjectNode sample(String type) {
        return (ObjectNode) JSON.readTree(EventSamples.sample(type));
    }

    private static JsonNode schema(String type) {
        return JSON.readTree(EventSamples.schema(type));
    }

    private static byte[] bytes(JsonNode json) {
        return JSON.writeValueAsBytes(json);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static Set<String> names(String folder) throws Exception {
        var path = Path.of(EventSamplesTest.class.getResource(folder).toURI());
        try (var files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString().replaceFirst("\\.json$", ""))
                    .collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
        }
    }
}
