package io.aman.payment.provider.knet;

import java.net.URI;
import java.util.Set;
import java.util.regex.Pattern;

/** What KNET takes for a URL: its requests are not URL-encoded, so some characters would end the field. */
final class KnetUrls {

    private static final int LONGEST = 255;
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._~:/?#@!$'()*,;=-]+");
    private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");

    private KnetUrls() {}

    static boolean isAcceptable(URI url) {
        var text = url.toString();
        return text.length() <= LONGEST
                && PLAIN.matcher(text).matches()
                && url.getHost() != null
                && ("https".equals(url.getScheme()) || isLocal(url));
    }

    /** Plain http on this machine, which has no certificate. */
    private static boolean isLocal(URI url) {
        return "http".equals(url.getScheme()) && THIS_MACHINE.contains(url.getHost());
    }
}
