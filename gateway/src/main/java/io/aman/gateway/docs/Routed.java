package io.aman.gateway.docs;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Which service serves what, as this gateway routes it; what is not routed is not part of the API. */
public record Routed(List<Way> ways) {

    /** Whether a way takes a method and a path. */
    public interface Takes {
        boolean test(String method, String path);
    }

    /**
     * One way in.
     *
     * @param name of the route
     * @param service its address
     */
    public record Way(String name, URI service, Takes takes) {}

    /** In the order of their first route. */
    List<URI> services() {
        return ways.stream().map(Way::service).distinct().toList();
    }

    /** What a service is called where it does not say so itself: by what it serves. */
    String name(URI service) {
        return String.join(
                ", ",
                ways.stream()
                        .filter(way -> way.service.equals(service))
                        .map(Way::name)
                        .toList());
    }

    /**
     * Whether an operation of a service's document gets to that service.
     *
     * @param template the path with its variables in braces
     */
    boolean leadsTo(URI service, String method, String template) {
        var path = template.replaceAll("[{}]", "");
        return first(method, path).filter(service::equals).isPresent();
    }

    private Optional<URI> first(String method, String path) {
        return ways.stream()
                .filter(way -> way.takes.test(method, path))
                .findFirst()
                .map(Way::service);
    }

    public Routed {
        ways = List.copyOf(Objects.requireNonNull(ways));
    }
}
