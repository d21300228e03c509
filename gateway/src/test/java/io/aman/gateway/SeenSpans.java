package io.aman.gateway;

import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** Every span that leaves, at once. It is no exporter itself: Boot would let its batches tell of each span again. */
public final class SeenSpans {

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();

    public List<SpanData> of(String traceId) {
        return exporter.getFinishedSpanItems().stream()
                .filter(span -> span.getTraceId().equals(traceId))
                .toList();
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Configuration {

        @Bean
        SeenSpans seenSpans() {
            return new SeenSpans();
        }

        @Bean
        SpanProcessor spansAtOnce(SeenSpans spans) {
            return SimpleSpanProcessor.create(spans.exporter);
        }
    }
}
