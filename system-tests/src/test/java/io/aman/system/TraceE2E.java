package io.aman.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClients;
import com.mongodb.client.model.Filters;
import io.aman.events.Topics;
import io.aman.local.demo.Api;
import io.aman.local.demo.Person;
import io.aman.local.stack.LocalStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The trace of one capture: at the gateway, in payment-service, on the topic, in notification-service, in the mail, in logs. */
@Tag("process")
@ExtendWith(RunningStack.class)
class TraceE2E {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void theClientsOwnTraceLeadsFromTheGatewayThroughKafkaToTheMailsHeader(LocalStack stack) {
        leaveUntoldByWebhooks(stack);
        var own = randomHex(16);
        var customer = Customer.registered(stack, "trace-own", "en");

        var traceId =
                captured(customer, customer.api().with("traceparent", "00-%s-%s-01".formatted(own, randomHex(8))));

        assertThat(traceId.trace()).isEqualTo(own);
        isOneTrace(stack, customer, traceId);
    }

    @Test
    void aRequestWithoutATraceGetsOneThatLeadsAsFar(LocalStack stack) {
        leaveUntoldByWebhooks(stack);
        var customer = Customer.registered(stack, "trace-none", "en");

        isOneTrace(stack, customer, captured(customer, customer.api()));
    }

    @AfterEach
    void stripeTellsOfPaymentsAgain(LocalStack stack) {
        assertThat(Api.at(stack.ports().sandboxUri()).delete("/_sandbox/faults").status())
                .isEqualTo(200);
    }

    /** Else a webhook may be quicker than the answer to the capture, which is then told in the webhook's trace. */
    private static void leaveUntoldByWebhooks(LocalStack stack) {
        var silent = Map.of("provider", "stripe", "kind", "drop-webhook", "times", 1000);
        assertThat(Api.at(stack.ports().sandboxUri())
                        .post("/_sandbox/faults", silent)
                        .status())
                .isEqualTo(200);
    }

    private record Traced(String payment, String trace) {}

    /** @return the trace that the gateway says it is in */
    private static Traced captured(Customer customer, Api api) {
        var order = new Order(customer.email(), Provider.STRIPE, 1_000, List.of(1_000L), List.of());
        var payment = customer.create("create-" + customer.email(), order).field("id");
        customer.confirm("confirm-" + customer.email(), payment, Provider.STRIPE);
        var captured =
                api.once("capture-" + customer.email()).post("/api/payments/%s/capture".formatted(payment), Map.of());
        assertThat(captured.status()).isEqualTo(200);
        return new Traced(payment, captured.header("traceparent").split("-", -1)[1]);
    }

    private static void isOneTrace(LocalStack stack, Customer customer, Traced traced) {
        assertThat(traced.trace()).matches("[0-9a-f]{32}").isNotEqualTo("0".repeat(32));
        var admin = new Person(Api.at(stack.gateway()), stack.adminEmail(), stack.adminPassword());
        admin.signIn();
        assertThat(admin.api().get("/api/payments/audit/" + traced.payment()).text())
                .as("payment-service's audit trail")
                .contains(traced.trace());
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(onTheTopic(stack, traced.payment()))
                        .as("headers of payment.captured.v1")
                        .singleElement()
                        .asString()
                        .startsWith("00-" + traced.trace()));
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Api.at(stack.ports().mailUri())
                                .get("/api/mails?to=" + customer.email())
                                .text())
                        .as("the mail's header")
                        .contains("00-" + traced.trace()));
        assertThat(consumedIn(stack, traced.trace()))
                .as("what notification-service made of it")
                .isOne();
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(logged(stack, "gateway", traced.trace()))
                    .anySatisfy(
                            line -> assertThat(line.path("route").asString("")).isEqualTo("/api/payments/**"));
            assertThat(logged(stack, "payment-service", traced.trace()))
                    .anySatisfy(line -> assertThat(line.path("message").asString(""))
                            .isEqualTo("Payment %s is CAPTURED".formatted(traced.payment())));
            assertThat(logged(stack, "notification-service", traced.trace()))
                    .anySatisfy(line ->
                            assertThat(line.path("message").asString("")).matches("Delivery \\S+ is sent by email"));
        });
    }

    /** The lines of a service's log that say to be of the trace; each line is JSON. */
    private static List<JsonNode> logged(LocalStack stack, String service, String trace) {
        try (var lines = Files.lines(stack.log(service))) {
            return lines.filter(line -> line.contains(trace))
                    .map(JSON::readTree)
                    .filter(line -> line.path("traceId").asString("").equals(trace))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The {@code traceparent} of each capture of the payment that lies on the topic. */
    private static List<String> onTheTopic(LocalStack stack, String payment) {
        var found = new ArrayList<String>();
        Map<String, Object> settings = Map.of(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, stack.ports().kafkaBootstrap());
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(Topics.PAYMENTS).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (var event : consumer.poll(Duration.ofMillis(200))) {
                    var type = header(event.headers().lastHeader("ce_type"));
                    if (payment.equals(event.key()) && type.equals("payment.captured.v1")) {
                        found.add(header(event.headers().lastHeader("traceparent")));
                    }
                }
            }
        }
        return found;
    }

    private static String header(@Nullable Header header) {
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static long consumedIn(LocalStack stack, String trace) {
        try (var mongo = MongoClients.create(stack.ports().mongoUri("notification"))) {
            return mongo.getDatabase("notification")
                    .getCollection("deliveries")
                    .countDocuments(
                            Filters.and(Filters.eq("channel", "email"), Filters.regex("traceparent", "^00-" + trace)));
        }
    }

    private static String randomHex(int bytes) {
        var random = new byte[bytes];
        ThreadLocalRandom.current().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
