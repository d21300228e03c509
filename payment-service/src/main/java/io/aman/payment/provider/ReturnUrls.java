package io.aman.payment.provider;

import jakarta.validation.constraints.AssertTrue;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where payers may come back to from a provider's page. A request names one of these and never gives an address: else a
 * link to our own provider's page could lead anywhere.
 *
 * @param returns by name; the one called {@code default} is for who names none. https, or http on this machine
 */
@Validated
@ConfigurationProperties("payment")
public record ReturnUrls(@DefaultValue Map<String, URI> returns) {

    private static final String DEFAULT = "default";
    private static final int LONGEST = 200;

    @AssertTrue(
            message = "must each be https, or http on this machine, of at most 200 characters and without user info")
    boolean isEachAcceptable() {
        return returns.values().stream().allMatch(ReturnUrls::isAcceptable);
    }

    private static boolean isAcceptable(URI url) {
        return url.getUserInfo() == null && url.toString().length() <= LONGEST && WebAddresses.isPrivate(url);
    }

    /** The address of that name; that of who names none where it is null. Empty where none is configured so. */
    public Optional<URI> find(@Nullable String name) {
        return Optional.ofNullable(returns.get(name == null ? DEFAULT : name));
    }

    /** The address with {@code ?<name>=<value>} added, so that the page knows what to show. */
    public static URI with(URI url, String name, String value) {
        var text = url.toString();
        int end = text.indexOf('#');
        var page = end < 0 ? text : text.substring(0, end);
        var query = (page.contains("?") ? "&" : "?") + name + "=" + value;
        return URI.create(page + query + text.substring(page.length()));
    }
}
