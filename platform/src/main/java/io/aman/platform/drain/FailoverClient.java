package io.aman.platform.drain;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.util.List;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.support.HttpRequestWrapper;
import org.springframework.web.client.RestClient;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Asks a service that has several processes: the next one where one has no open door, since nothing was sent there.
 * Whatever else fails is not tried again.
 */
public final class FailoverClient implements ClientHttpRequestInterceptor {

    private final List<URI> others;

    private FailoverClient(List<URI> others) {
        this.others = others;
    }

    /** @param processes the base address of each; not empty */
    public static RestClient.Builder of(List<URI> processes) {
        var builder = RestClient.builder().baseUrl(processes.getFirst());
        return processes.size() == 1
                ? builder
                : builder.requestInterceptor(new FailoverClient(List.copyOf(processes.subList(1, processes.size()))));
    }

    @Override
    public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        var asked = request;
        for (var other : others) {
            try {
                return execution.execute(asked, body);
            } catch (ConnectException _) {
                asked = at(other, request);
            }
        }
        return execution.execute(asked, body);
    }

    /** The same path and query at another process. */
    public static URI at(URI process, URI asked) {
        return UriComponentsBuilder.fromUri(asked)
                .scheme(process.getScheme())
                .host(process.getHost())
                .port(process.getPort())
                .build(true)
                .toUri();
    }

    private static HttpRequest at(URI process, HttpRequest request) {
        var uri = at(process, request.getURI());
        return new HttpRequestWrapper(request) {
            @Override
            public URI getURI() {
                return uri;
            }
        };
    }
}
