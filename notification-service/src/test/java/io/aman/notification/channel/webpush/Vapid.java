package io.aman.notification.channel.webpush;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a push service reads {@code Authorization} (RFC 8292, section 3).
 *
 * @param key who has signed
 */
record Vapid(String key, JsonNode claims) {

    private static final Pattern HEADER = Pattern.compile("vapid t=([\\w-]+)\\.([\\w-]+)\\.([\\w-]+), k=([\\w-]+)");
    private static final JsonMapper JSON = new JsonMapper();

    /** @throws IllegalStateException when it is not signed with the key that it names */
    static Vapid verified(String header) {
        var parts = HEADER.matcher(header);
        if (!parts.matches()) {
            throw new IllegalStateException("no VAPID header");
        }
        try {
            var verifier = Signature.getInstance("SHA256withECDSAinP1363Format");
            verifier.initVerify(Browser.publicKey(Browser.decoded(parts.group(4))));
            verifier.update((parts.group(1) + "." + parts.group(2)).getBytes(StandardCharsets.US_ASCII));
            if (!verifier.verify(Browser.decoded(parts.group(3)))) {
                throw new IllegalStateException("signed with another key");
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return new Vapid(parts.group(4), JSON.readTree(Browser.decoded(parts.group(2))));
    }
}
