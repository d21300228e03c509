package io.aman.security.reputation;

import jakarta.validation.constraints.AssertTrue;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What is known of addresses beforehand.
 *
 * @param allowed networks, such as {@code 192.0.2.0/24}, from which many people sign in or tests run: allowed without an
 *     end, beside those that administrators allow until a time
 */
@Validated
@ConfigurationProperties("security.address")
record AddressProperties(@DefaultValue List<String> allowed) {

    AddressProperties {
        allowed = List.copyOf(allowed);
    }

    @AssertTrue(message = "has something that is no network, or is too wide")
    boolean isReadable() {
        return allowed.stream()
                .allMatch(network -> Network.parse(network)
                        .filter(parsed -> !parsed.isTooWide())
                        .isPresent());
    }

    List<Network> networks() {
        return allowed.stream()
                .flatMap(network -> Network.parse(network).stream())
                .toList();
    }
}
