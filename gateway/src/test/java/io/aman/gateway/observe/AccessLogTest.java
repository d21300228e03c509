package io.aman.gateway.observe;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class AccessLogTest {

    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger("access");

    private final Observations observations = Observations.byOurs(Sampler.alwaysOff());
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        LOGGER.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        LOGGER.detachAppender(lines);
        observations.close();
    }

    @Test
    void aLineHoldsWhatIsNeededAndNothingThatIsSecret() {
        call(1, "/api/payments/pay_1", 200, "/api/payments/**");

        assertThat(fields())
                .containsEntry("method", "GET")
                .containsEntry("route", "/api/payments/**")
                .containsEntry("path", "/api/payments/pay_1")
                .containsEntry("status", 200)
                .containsEntry("outcome", "SUCCESS")
                .containsEntry("requestId", "req_1")
                .containsEntry("client", "192.0.2.7")
                .containsKeys("traceId", "durationMillis");
        assertThat(fields().toString()).doesNotContain("planted");
    }

    @Test
    void aPathOfNoRouteIsNotTold() {
        call(1, "/planted-path", 404, null);

        assertThat(fields()).containsEntry("route", "NOT_FOUND").doesNotContainKey("path");
    }

    @Test
    void whatFailsIsAlwaysTold() {
        for (int i = 0; i < 20; i++) {
            call(0, "/api/payments", 502, "/api/payments/**");
            call(0, "/api/payments", 401, "/api/payments/**");
            call(0, "/api/payments", 200, "/api/payments/**");
        }

        assertThat(lines.list).hasSize(20);
    }

    @Test
    void ofTheOthersOneInSoManyIsTold() {
        for (int i = 0; i < 4_000; i++) {
            call(4, "/api/payments", 200, "/api/payments/**");
        }

        assertThat(lines.list).hasSizeBetween(800, 1_200); // seven standard deviations
    }

    private void call(int oneIn, String path, int status, @Nullable String pattern) {
        var observation = observations.observation(oneIn);
        var observed = observation.begin(new DefaultHttpHeaders().set("Authorization", "Bearer planted-token"));
        observed.identify("req_1", "192.0.2.7");
        observation.end(observed, "GET", path, pattern, status, null);
    }

    private Map<String, Object> fields() {
        assertThat(lines.list).hasSize(1);
        return List.copyOf(lines.list.getFirst().getKeyValuePairs()).stream()
                .collect(Collectors.toMap(pair -> pair.key, pair -> pair.value));
    }
}
