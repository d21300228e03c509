package io.aman.gateway;

import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** Every span that leaves, at once. */
@TestConfiguration(proxyBeanMethods = false)
class SpansInMemory {

    @Bean
    InMemorySpanExporter spans() {
        return InMemorySpanExporter.create();
    }

    @Bean
    SpanProcessor spansAtOnce(InMemorySpanExporter spans) {
        return SimpleSpanProcessor.create(spans);
    }
}
