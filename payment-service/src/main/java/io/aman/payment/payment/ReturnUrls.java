package io.aman.payment.payment;

import io.aman.payment.payment.PaymentError.UnknownReturnUrl;
import io.aman.payment.provider.WebAddresses;
import jakarta.validation.constraints.AssertTrue;
import java.net.URI;
import java.util.Map;
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
record ReturnUrls(@DefaultValue Map<String, URI> returns) {

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

    /**
     * @param name null for the default
     * @return null where none was named and there is no default
     * @throws UnknownReturnUrl when none is configured under this name
     */
    @Nullable
    URI named(@Nullable String name) {
        var url = returns.get(name == null ? DEFAULT : name);
        if (url == null && name != null) {
            throw new UnknownReturnUrl();
        }
        return url;
    }

    /** The address with {@code ?payment=<id>} added, so that the page knows what to show. */
    static URI forPayment(URI url, PaymentId payment) {
        var text = url.toString();
        int end = text.indexOf('#');
        var page = end < 0 ? text : text.substring(0, end);
        return URI.create(
                page + (page.contains("?") ? "&" : "?") + "payment=" + payment + text.substring(page.length()));
    }
}
