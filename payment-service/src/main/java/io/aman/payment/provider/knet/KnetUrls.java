package io.aman.payment.provider.knet;

import io.aman.payment.provider.WebAddresses;
import java.net.URI;
import java.util.regex.Pattern;

/** What KNET takes for a URL: its requests are not URL-encoded, so some characters would end the field. */
final class KnetUrls {

    private static final int LONGEST = 255;
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._~:/?#@!$'()*,;=-]+");

    private KnetUrls() {}

    static boolean isAcceptable(URI url) {
        var text = url.toString();
        return text.length() <= LONGEST && PLAIN.matcher(text).matches() && WebAddresses.isPrivate(url);
    }
}
