package io.aman.gateway.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.aman.gateway.GatewayTest;
import io.aman.gateway.SeenSpans;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The same through the whole gateway: what is scraped, and what leaves as spans. */
class ObservedGatewayTest extends GatewayTest {

    @Autowired
    private SeenSpans spans;

    @Test
    void aRouteHasItsHistogramByOutcome() {
        send(signedIn("/api/payments/pay_1?planted=1"));
        send(request("/api/payments/pay_1"));

        await().untilAsserted(() -> {
            var scraped = send(HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + managementPort + "/actuator/prometheus")))
                    .body();
            assertThat(scraped.lines())
                    .filteredOn(line -> line.startsWith("http_server_requests_seconds_bucket{"))
                    .anyMatch(line -> line.contains("uri=\"/api/payments/**\"")
                            && line.contains("outcome=\"SUCCESS\"")
                            && line.contains("status=\"200\"")
                            && line.contains("exception=\"none\"")
                            && line.contains("le=\"0.005\""))
                    .anyMatch(line -> line.contains("exception=\"TokenMissing\"") && line.contains("status=\"401\""));
            assertThat(scraped).doesNotContain("planted", "spring_cloud_gateway_requests", "pay_1");
        });
    }

    @Test
    void aSampledRequestHasASpanAndOneForTheService() {
        var trace = sampled();
        var client = of(trace).getFirst();
        var server = of(trace).getLast();
        assertThat(server.getName()).isEqualTo("http get /api/payments/**");
        assertThat(server.getParentSpanId()).isEqualTo("b7ad6b7169203331");
        assertThat(server.getAttributes().get(AttributeKey.stringKey("http.url")))
                .isEqualTo("/api/payments/pay_1");
        assertThat(client.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(client.getParentSpanId()).isEqualTo(server.getSpanId());
        assertThat(client.getAttributes().get(AttributeKey.stringKey("spring.cloud.gateway.route.id")))
                .isEqualTo("payments");
        assertThat(client.getAttributes().get(AttributeKey.stringKey("http.status_code")))
                .isEqualTo("200");
        assertThat(of(trace).toString()).doesNotContain("planted");
        assertThat(PAYMENT.seen(requestId).header("Traceparent"))
                .isEqualTo("00-" + trace + "-" + client.getSpanId() + "-01");
    }

    @Test
    void whatItsCallerDoesNotSampleHasNone() {
        var trace = UUID.randomUUID().toString().replace("-", "");
        send(signedIn("/api/payments").header("traceparent", "00-" + trace + "-b7ad6b7169203331-00"));
        sampled(); // by then it would be there

        assertThat(of(trace)).isEmpty();
    }

    private String sampled() {
        var trace = UUID.randomUUID().toString().replace("-", "");
        var answer = send(signedIn("/api/payments/pay_1?planted=1")
                .header("traceparent", "00-" + trace + "-b7ad6b7169203331-01"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        await().untilAsserted(() -> assertThat(of(trace)).hasSize(2));
        return trace;
    }

    private List<SpanData> of(String trace) {
        return spans.of(trace);
    }
}
