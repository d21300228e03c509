package io.aman.gateway.revocation;

import io.aman.gateway.call.FailoverFilter;
import io.aman.platform.Secret;
import java.util.function.Function;
import org.springframework.http.MediaType;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.BodyInserters;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/**
 * Session-service's introspection endpoint.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc7662">RFC 7662</a>
 */
final class IntrospectionClient implements Function<String, Mono<Boolean>> {

    private final WebClient http;

    IntrospectionClient(IntrospectionProperties properties, Secret secret) {
        this.http = FailoverFilter.of(properties.uri())
                .clientConnector(new ReactorClientHttpConnector(
                        HttpClient.create().disableRetry(true).responseTimeout(properties.timeLimit())))
                .defaultHeaders(headers -> headers.setBasicAuth(properties.clientId(), secret.reveal()))
                .build();
    }

    private record Answer(boolean active) {}

    /** Empty or failed unless it is answered by 200 and a document that says it. */
    @Override
    public Mono<Boolean> apply(String token) {
        return http.post()
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .accept(MediaType.APPLICATION_JSON)
                .body(BodyInserters.fromFormData("token", token))
                .retrieve()
                .onStatus(status -> status.value() != 200, ClientResponse::createException)
                .bodyToMono(Answer.class)
                .map(Answer::active);
    }
}
