package io.aman.gateway.edge;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import java.net.URI;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Where requests go and what they may be.
 *
 * @param services the base address of each service; several, with commas between, are asked in turn
 * @param trustedProxies networks in CIDR notation whose {@code X-Forwarded-For} is believed; none by default
 * @param maxBody the largest request body, declared or streamed
 */
@Validated
@ConfigurationProperties("gateway")
record EdgeProperties(
        @Valid @DefaultValue Services services,
        @DefaultValue List<String> trustedProxies,
        @DefaultValue("256KB") DataSize maxBody) {

    /** Scheme, host and port only: the path of a request is passed on as it came. */
    record Services(
            @NotEmpty @DefaultValue("http://127.0.0.1:8081") List<URI> payment,
            @NotEmpty @DefaultValue("http://127.0.0.1:8082") List<URI> session,
            @NotEmpty @DefaultValue("http://127.0.0.1:8083") List<URI> security,
            @NotEmpty @DefaultValue("http://127.0.0.1:8084") List<URI> notification) {}
}
