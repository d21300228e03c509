package io.aman.notification.channel.twilio;

import io.aman.platform.Ids;
import io.aman.platform.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * {@code X-Twilio-Signature}: HMAC-SHA1 in Base64 over the URL as Twilio knows it and the form's fields in order, under
 * an account's token. Whether its port is named may differ on the way, so both are tried.
 *
 * @see <a href="https://www.twilio.com/docs/usage/webhooks/webhooks-security">Validating signatures</a>
 */
final class TwilioSignature {

    private static final String ALGORITHM = "HmacSHA1";
    private static final Pattern BODY_HASH = Pattern.compile("(?:^|&)bodySHA256=([0-9a-fA-F]{64})(?:&|$)");
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private final List<Secret> tokens;

    /** @param tokens any of them may have signed */
    TwilioSignature(List<Secret> tokens) {
        this.tokens = List.copyOf(tokens);
    }

    /** @param url with its query, as the client wrote it */
    boolean isValid(String url, SortedMap<String, SortedSet<String>> form, String signature) {
        var fields = new StringBuilder();
        form.forEach(
                (name, values) -> values.forEach(value -> fields.append(name).append(value)));
        return signed(url, fields.toString(), signature);
    }

    /** Of a body that is no form, whose hash the query names. */
    boolean isValid(String url, byte[] body, String signature) {
        var query = URI.create(url).getRawQuery();
        var hash = BODY_HASH.matcher(query == null ? "" : query);
        return hash.find()
                && MessageDigest.isEqual(HexFormat.of().parseHex(hash.group(1)), Ids.sha256(body))
                && signed(url, "", signature);
    }

    private boolean signed(String url, String fields, String signature) {
        var given = signature.getBytes(StandardCharsets.UTF_8);
        return spellings(url)
                .flatMap(one -> tokens.stream().map(token -> mac(token, one + fields)))
                .map(mac -> Base64.getEncoder().encode(mac))
                .anyMatch(mac -> MessageDigest.isEqual(mac, given));
    }

    /** With a port and without. */
    private static Stream<String> spellings(String url) {
        var uri = URI.create(url);
        var spellings = new ArrayList<>(List.of(url));
        if (uri.getPort() >= 0) {
            spellings.add(url.replaceFirst(":" + uri.getPort() + "(?=[/?]|$)", ""));
        } else {
            var port = "https".equals(uri.getScheme()) ? HTTPS_PORT : HTTP_PORT;
            var authority = uri.getRawAuthority();
            spellings.add(url.replaceFirst(Pattern.quote(authority), authority + ":" + port));
        }
        return spellings.stream();
    }

    private static byte[] mac(Secret token, String text) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(token.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }
}
