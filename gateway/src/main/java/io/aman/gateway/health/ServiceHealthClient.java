package io.aman.gateway.health;

import io.aman.gateway.call.FailoverFilter;
import io.aman.platform.health.PartsReport;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/** A service's {@code /actuator/parts}, at its management port. */
final class ServiceHealthClient implements AskServices.Ask {

    private final WebClient http;

    /** @param management of each of its processes; the first that is reached tells */
    ServiceHealthClient(List<URI> management, Duration timeLimit) {
        this.http = FailoverFilter.of(management)
                .clientConnector(new ReactorClientHttpConnector(
                        HttpClient.create().disableRetry(true).responseTimeout(timeLimit)))
                .build();
    }

    /** Failed unless it is answered by 200 and a report. */
    @Override
    public Mono<PartsReport> report() {
        return http.get()
                .uri("/actuator/parts")
                .accept(MediaType.APPLICATION_JSON)
                .retrieve()
                .onStatus(status -> status.value() != 200, ClientResponse::createException)
                .bodyToMono(PartsReport.class);
    }
}
