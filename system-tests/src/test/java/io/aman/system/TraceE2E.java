package io.aman.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.local.demo.Api;
import io.aman.local.demo.Person;
import io.aman.local.stack.LocalStack;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("process")
@ExtendWith(RunningStack.class)
class TraceE2E {

    @Test
    void oneTraceLeadsFromTheGatewayThroughKafkaToTheMailsHeader(LocalStack stack) {
        var traceId = randomHex(16);
        var customer = Customer.registered(stack, "trace", "en");
        var order = new Order("trace", Provider.STRIPE, 1_000, List.of(1_000L), List.of());
        var payment = customer.create("trace-create", order).field("id");
        customer.confirm("trace-confirm", payment, Provider.STRIPE);
        var captured = customer.api()
                .with("traceparent", "00-%s-%s-01".formatted(traceId, randomHex(8)))
                .once("trace-capture")
                .post("/api/payments/%s/capture".formatted(payment), Map.of());
        assertThat(captured.status()).isEqualTo(200);

        var mail = Api.at(stack.ports().mailUri());
        Awaitility.await()
                .untilAsserted(() -> assertThat(
                                mail.get("/api/mails?to=" + customer.email()).text())
                        .contains("00-" + traceId));
        var admin = new Person(Api.at(stack.gateway()), stack.adminEmail(), stack.adminPassword());
        admin.signIn();
        assertThat(admin.api().get("/api/payments/audit/" + payment).text()).contains(traceId);
    }

    private static String randomHex(int bytes) {
        var random = new byte[bytes];
        ThreadLocalRandom.current().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
