package io.aman.gateway.upstream;

import java.net.URI;
import java.util.Map;

/** Where the services are, by their names. Two at one address share their gate under one of the names. */
public record ServiceAddresses(Map<String, URI> byName) {

    public ServiceAddresses {
        byName = Map.copyOf(byName);
    }
}
