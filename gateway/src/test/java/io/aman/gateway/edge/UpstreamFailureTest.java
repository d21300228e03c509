package io.aman.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.gateway.GatewayTest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;

class UpstreamFailureTest extends GatewayTest {

    @Test
    void aServiceThatIsAwayIsABadGateway() {
        var answer = send(signedIn("/api/notifications"));

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"UPSTREAM_UNAVAILABLE\"", "\"traceId\":\"");
    }

    @Test
    void aServiceThatHangsIsAGatewayTimeoutAndIsAskedOnce() {
        var answer = send(signedIn("/api/payments/hangs").POST(BodyPublishers.ofString("{}")));

        assertThat(answer.statusCode()).isEqualTo(504);
        assertThat(answer.body()).contains("\"code\":\"UPSTREAM_TIMEOUT\"");
        assertThat(PAYMENT.count(requestId)).isEqualTo(1);
    }

    @Test
    void aServiceThatBreaksOffIsABadGatewayAndIsAskedOnce() {
        var answer = send(signedIn("/api/payments/breaks").POST(BodyPublishers.ofString("{}")));

        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(answer.body()).contains("\"code\":\"UPSTREAM_UNAVAILABLE\"");
        assertThat(PAYMENT.count(requestId)).isEqualTo(1);
    }
}
