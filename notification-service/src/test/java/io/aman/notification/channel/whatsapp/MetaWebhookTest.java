package io.aman.notification.channel.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.notification.delivery.DeliveryState;
import io.aman.platform.Secret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class MetaWebhookTest {

    private static final byte[] BODY = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
    private static final String MAC = "a2ac6607a24977f9757e6d78319ae1660ad42ffeee0ee3f0dff30a92bcf85448";
    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
    private static final String DELIVERY = "dlv_" + "0a".repeat(16);

    private final MetaSignature signature =
            new MetaSignature(List.of(Secret.of("new-secret"), Secret.of("app-secret")));

    @Test
    void theBytesAreSignedUnderAnyOfTheSecrets() {
        assertThat(signature.isValid(BODY, "sha256=" + MAC)).isTrue();
        assertThat(signature.isValid("{\"a\":2}".getBytes(StandardCharsets.UTF_8), "sha256=" + MAC))
                .isFalse();
        assertThat(new MetaSignature(List.of(Secret.of("other"))).isValid(BODY, "sha256=" + MAC))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sha256=", MAC, "sha1=" + MAC, "sha256=" + MAC + "00", "sha256=zz"})
    void anythingElseIsNoSignature(String header) {
        assertThat(signature.isValid(BODY, header)).isFalse();
    }

    @Test
    void manyStatusesComeInOneAndThoseOfOtherNumbersAreNotOurs() {
        var webhook = read("""
                {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[
                  {"field":"messages","value":{"metadata":{"phone_number_id":"12345"},"statuses":[
                    {"id":"wamid.A","status":"delivered","timestamp":"1700000000","recipient_id":"96550000000",
                     "biz_opaque_callback_data":"%s/3"},
                    {"id":"wamid.B","status":"failed","timestamp":"x","errors":[{"code":131026,"title":"t"}]},
                    {"id":"wamid.C","status":"warning"},
                    {"status":"read"}]}},
                  {"field":"messages","value":{"metadata":{"phone_number_id":"999"},"statuses":[
                    {"id":"wamid.D","status":"read"}]}},
                  {"field":"account_alerts","value":{}}]}]}""".formatted(DELIVERY));

        var statuses = MetaWire.statuses(webhook, "12345", NOW);

        assertThat(statuses).hasSize(2);
        assertThat(statuses.getFirst()).satisfies(status -> {
            assertThat(status.deliveryId()).isEqualTo(DELIVERY);
            assertThat(status.attempt()).isEqualTo(3);
            assertThat(status.state()).isEqualTo(DeliveryState.DELIVERED);
            assertThat(status.at()).isEqualTo(Instant.ofEpochSecond(1_700_000_000));
        });
        assertThat(statuses.getLast()).satisfies(status -> {
            assertThat(status.deliveryId()).isNull();
            assertThat(status.reference()).isEqualTo("wamid.B");
            assertThat(status.reason()).isEqualTo("whatsapp-131026");
            assertThat(status.unreachable()).isTrue();
            assertThat(status.at()).isEqualTo(NOW);
        });
        assertThat(statuses.toString()).doesNotContain("96550000000");
    }

    @Test
    void whoWritesIsRecognised() {
        var webhook = read("""
                {"entry":[{"changes":[{"field":"messages","value":{"metadata":{"phone_number_id":"12345"},
                "messages":[{"from":"96550000000","id":"wamid.X"},{"from":"96550000000"},{"from":"no"}]}}]}]}""");

        assertThat(MetaWire.writers(webhook, "12345"))
                .singleElement()
                .satisfies(number -> assertThat(number.value()).isEqualTo("whatsapp:+96550000000"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "1", "{", "null", "{\"entry\":5}", "{\"entry\":[{\"changes\":[7]}]}"})
    void whatIsNoEventTellsNothing(String body) {
        var webhook = MetaWire.read(body.getBytes(StandardCharsets.UTF_8));

        assertThat(webhook.map(json -> MetaWire.statuses(json, "12345", NOW)).orElse(List.of()))
                .isEmpty();
    }

    private static JsonNode read(String json) {
        return MetaWire.read(json.getBytes(StandardCharsets.UTF_8)).orElseThrow();
    }
}
