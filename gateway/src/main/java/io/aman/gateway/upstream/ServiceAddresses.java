package io.aman.gateway.upstream;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * Where the services are, by their names: each at one address or several, of which the first is what routes know it by.
 * Two with the same first address share their gate under one of the names.
 */
public record ServiceAddresses(Map<String, List<URI>> byName) {

    public ServiceAddresses {
        byName = Map.copyOf(byName);
    }
}
