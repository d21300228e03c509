package io.aman.gateway.call;

import io.aman.platform.drain.FailoverClient;
import java.net.ConnectException;
import java.net.URI;
import java.util.List;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import reactor.core.publisher.Mono;

/**
 * What the gateway itself asks a service that has several processes: the next one where one has no open door, since
 * nothing was sent there. Whatever else fails is not tried again.
 *
 * @see FailoverClient
 */
public final class FailoverFilter implements ExchangeFilterFunction {

    private final List<URI> others;

    private FailoverFilter(List<URI> others) {
        this.others = others;
    }

    /** @param processes the address of each; not empty */
    public static WebClient.Builder of(List<URI> processes) {
        return WebClient.builder()
                .baseUrl(processes.getFirst().toString())
                .filter(new FailoverFilter(List.copyOf(processes.subList(1, processes.size()))));
    }

    @Override
    public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
        return ask(request, others, next);
    }

    private static Mono<ClientResponse> ask(ClientRequest request, List<URI> others, ExchangeFunction next) {
        var answer = next.exchange(request);
        return others.isEmpty()
                ? answer
                : answer.onErrorResume(
                        FailoverFilter::isNotReached,
                        _ -> ask(at(others.getFirst(), request), others.subList(1, others.size()), next));
    }

    private static boolean isNotReached(Throwable error) {
        return error instanceof WebClientRequestException && error.getCause() instanceof ConnectException;
    }

    private static ClientRequest at(URI process, ClientRequest request) {
        return ClientRequest.from(request)
                .url(FailoverClient.at(process, request.url()))
                .build();
    }
}
