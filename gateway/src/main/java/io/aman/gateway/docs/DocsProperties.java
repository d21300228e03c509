package io.aman.gateway.docs;

import jakarta.validation.constraints.NotBlank;
import java.net.URI;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How the API is shown.
 *
 * @param enabled whether there is a document and a page at all
 * @param serverUrl where clients reach this gateway, as the document tells them
 * @param uiVersion of the page's scripts, so that browsers keep them until it changes
 * @param timeLimit after this a service's document is left out, or the last one taken; the first takes a while to make
 * @param cachedFor how long a document is given again before the services are asked anew
 * @param maxSize the most that is taken from a service
 */
@Validated
@ConfigurationProperties("gateway.docs")
record DocsProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("http://127.0.0.1:8080") URI serverUrl,
        @NotBlank String uiVersion,
        @DefaultValue("10s") @DurationMin(millis = 10) Duration timeLimit,
        @DefaultValue("1m") @DurationMin(seconds = 1) Duration cachedFor,
        @DefaultValue("4MB") DataSize maxSize) {}
