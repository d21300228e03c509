package io.aman.gateway.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest.BaseBuilder;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Mono;

/** What is measured by ours is what Boot's observation would have said. */
class SameAsTheDefaultTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String PARENT = "00-" + TRACE + "-b7ad6b7169203331-0";

    record Call(String name, BaseBuilder<?> request, WebHandler handler) {

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Call> calls() {
        return Stream.of(
                new Call("routed", get("/api/payments/pay_1?secret=1"), routed(HttpStatus.OK)),
                new Call(
                        "changed",
                        MockServerHttpRequest.method(HttpMethod.DELETE, "/api/payments/pay_1"),
                        routed(HttpStatus.NO_CONTENT)),
                new Call("refused by the service", get("/api/payments/pay_1"), routed(HttpStatus.FORBIDDEN)),
                new Call("failed by the service", get("/api/payments/pay_1"), routed(HttpStatus.BAD_GATEWAY)),
                new Call("not found by the service", get("/api/payments/pay_1"), routed(HttpStatus.NOT_FOUND)),
                new Call("not routed", get("/nowhere"), status(HttpStatus.NOT_FOUND)),
                new Call("redirected", get("/elsewhere"), status(HttpStatus.FOUND)),
                new Call("not routed and not acceptable", get("/a//b"), status(HttpStatus.BAD_REQUEST)),
                new Call(
                        "refused by us", get("/api/payments/pay_1"), failing(new IllegalArgumentException("no token"))),
                new Call("failed by us", get("/api/payments/pay_1"), failing(new IllegalStateException("broken"))),
                new Call("failed without words", get("/api/payments/pay_1"), failing(new IllegalStateException())),
                new Call("sampled parent", with(PARENT + "1"), routed(HttpStatus.OK)),
                new Call("parent that is not sampled", with(PARENT + "0"), routed(HttpStatus.OK)),
                new Call(
                        "parent of a later version",
                        with(PARENT.replaceFirst("00", "cc") + "1-x"),
                        routed(HttpStatus.OK)),
                new Call("malformed parent", with(PARENT + "1-x"), routed(HttpStatus.OK)),
                new Call("parent in capitals", with((PARENT + "1").toUpperCase(Locale.ROOT)), routed(HttpStatus.OK)),
                new Call(
                        "parent of zeros",
                        with("00-" + "0".repeat(32) + "-b7ad6b7169203331-01"),
                        routed(HttpStatus.OK)));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void countsAndSpansAreTheSame(Call call) {
        compare(call, Sampler.alwaysOn());
    }

    @ParameterizedTest
    @MethodSource("calls")
    void whatIsNotSampledIsCountedAndHasNoSpan(Call call) {
        compare(call, Sampler.alwaysOff());
    }

    private static void compare(Call call, Sampler root) {
        try (var spring = Observations.bySpring(root);
                var ours = Observations.byOurs(root)) {
            for (var observations : new Observations[] {spring, ours}) {
                observations.call(call.request.build(), call.handler);
                observations.call(call.request.build(), call.handler);
            }
            assertThat(ours.series()).hasSize(1).isEqualTo(spring.series());
            assertThat(ours.series().getFirst().count()).isEqualTo(2);
            assertThat(ours.spans()).isEqualTo(spring.spans());
            if (root.equals(Sampler.alwaysOn()) && !call.name.contains("not sampled")) {
                assertThat(ours.spans()).hasSize(2);
            }
        }
    }

    @Test
    void aClientThatLeavesIsCountedWithoutAStatus() {
        try (var spring = Observations.bySpring(Sampler.alwaysOn());
                var ours = Observations.byOurs(Sampler.alwaysOn())) {
            for (var observations : new Observations[] {spring, ours}) {
                observations.leave(get("/api/payments/pay_1").build(), "/api/payments/**");
            }
            assertThat(ours.series()).hasSize(1).isEqualTo(spring.series());
            assertThat(ours.series().getFirst().tags()).containsEntry("status", "UNKNOWN");
            assertThat(ours.spans()).hasSize(1).isEqualTo(spring.spans());
        }
    }

    /** Here it differs on purpose: each method that a client makes up would be a series for ever. */
    @Test
    void aMethodThatAClientMadeUpIsNoSeries() {
        try (var ours = Observations.byOurs(Sampler.alwaysOff())) {
            for (var made : new String[] {"A", "B", "C"}) {
                ours.call(
                        MockServerHttpRequest.method(HttpMethod.valueOf(made), "/api/payments")
                                .build(),
                        status(HttpStatus.METHOD_NOT_ALLOWED));
            }
            assertThat(ours.series()).hasSize(1);
            assertThat(ours.series().getFirst().tags()).containsEntry("method", "UNKNOWN");
        }
    }

    private static BaseBuilder<?> get(String path) {
        return MockServerHttpRequest.get(path);
    }

    private static BaseBuilder<?> with(String parent) {
        return get("/api/payments/pay_1").header("traceparent", parent).header("tracestate", "a=1,b=2");
    }

    private static WebHandler routed(HttpStatus status) {
        return exchange -> {
            Observations.route(exchange, "/api/payments/**");
            return status(status).handle(exchange);
        };
    }

    private static WebHandler status(HttpStatus status) {
        return exchange -> {
            exchange.getResponse().setStatusCode(status);
            return exchange.getResponse().setComplete();
        };
    }

    private static WebHandler failing(RuntimeException error) {
        return exchange -> {
            Observations.route(exchange, "/api/payments/**");
            return Mono.error(error);
        };
    }
}
