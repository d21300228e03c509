package io.aman.gateway.edge;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.aman.gateway.GatewayTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a trace passes the gateway (W3C Trace Context). */
class TraceHeadersTest extends GatewayTest {

    @Test
    void theTraceGoesOn() {
        var trace = "0af7651916cd43dd8448eb211c80319c";
        send(signedIn("/api/payments").header("traceparent", "00-" + trace + "-b7ad6b7169203331-01"));

        assertThat(PAYMENT.seen(requestId).header("Traceparent"))
                .startsWith("00-" + trace + "-")
                .endsWith("-01");
    }

    @Test
    void theTraceIsReturnedWithItsState() {
        var answer = send(signedIn("/api/payments")
                .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00")
                .header("tracestate", "a=1")
                .header("tracestate", "b=2"));

        assertThat(answer.headers().allValues("traceparent"))
                .singleElement(as(STRING))
                .matches("00-0af7651916cd43dd8448eb211c80319c-(?!b7ad6b7169203331)[0-9a-f]{16}-00");
        assertThat(PAYMENT.seen(requestId).header("Traceparent"))
                .isEqualTo(answer.headers().firstValue("traceparent").orElseThrow());
        assertThat(PAYMENT.seen(requestId).header("Tracestate")).isEqualTo("a=1,b=2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01"
            })
    void whatIsNoTraceparentBeginsANewTrace(String bad) {
        var answer = send(signedIn("/api/payments").header("traceparent", bad).header("tracestate", "planted=1"));

        var seen = PAYMENT.seen(requestId);
        assertThat(seen.header("Traceparent")).matches("00-(?!0+-)[0-9a-f]{32}-(?!0+-)[0-9a-f]{16}-0[0-3]");
        assertThat(seen.header("Traceparent")).doesNotContain("af7651916cd43dd8448eb211c80319c");
        assertThat(seen.header("Tracestate")).isNull();
        assertThat(answer.headers().allValues("traceparent")).hasSize(1);
    }

    @Test
    void twoTraceparentsAreNone() {
        send(signedIn("/api/payments")
                .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
                .header("traceparent", "00-1af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));

        assertThat(PAYMENT.seen(requestId).header("Traceparent"))
                .doesNotContain("af7651916cd43dd8448eb211c80319c", "|");
    }
}
