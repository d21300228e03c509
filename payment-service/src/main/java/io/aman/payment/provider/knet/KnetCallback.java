package io.aman.payment.provider.knet;

import io.aman.platform.Ids;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What came to the response URL: a form's {@code trandata}, the same as the whole body, or an error in clear.
 *
 * @param eventId SHA-256 of the encrypted text or of the error's form: the same message has the same
 * @param type KNET's word for the result, or the error's code
 * @param encrypted null for an error
 * @param fields by KNET's names; not to be believed
 */
record KnetCallback(String eventId, String type, @Nullable String encrypted, Map<String, String> fields) {

    private static final Set<String> RESULTS =
            Set.of("CAPTURED", "NOT CAPTURED", "CANCELED", "CANCELLED", "HOST TIMEOUT");
    private static final Pattern HEX = Pattern.compile("[0-9A-Fa-f]+");
    private static final Pattern TRACK_ID = Pattern.compile("[A-Za-z0-9]{1,40}");
    private static final Pattern ERROR = Pattern.compile("[A-Za-z0-9_-]{1,32}");
    private static final Set<String> KEPT_OF_AN_ERROR = Set.of("paymentid", "trackid", "Error", "ErrorText", "amt");

    /** @return empty for what KNET does not send */
    static Optional<KnetCallback> parse(String body, KnetCipher cipher) {
        var text = body.strip();
        if (HEX.matcher(text).matches()) {
            return encrypted(text, cipher);
        }
        return KnetCipher.fields(text).flatMap(form -> {
            var trandata = form.get("trandata");
            return trandata == null ? clear(form) : encrypted(trandata.strip(), cipher);
        });
    }

    private static Optional<KnetCallback> encrypted(String trandata, KnetCipher cipher) {
        return cipher.decrypt(trandata)
                .filter(KnetCallback::isComplete)
                .filter(fields -> !fields.getOrDefault("result", "").isEmpty())
                .map(fields ->
                        new KnetCallback(sha256(trandata.toLowerCase(Locale.ROOT)), type(fields), trandata, fields));
    }

    private static Optional<KnetCallback> clear(Map<String, String> form) {
        var error = form.getOrDefault("Error", "");
        if (!isComplete(form) || !ERROR.matcher(error).matches()) {
            return Optional.empty();
        }
        var kept = new java.util.TreeMap<>(form);
        kept.keySet().retainAll(KEPT_OF_AN_ERROR);
        return Optional.of(new KnetCallback(sha256("clear " + kept), error, null, kept));
    }

    private static boolean isComplete(Map<String, String> fields) {
        return TRACK_ID.matcher(fields.getOrDefault("trackid", "")).matches() && fields.containsKey("amt");
    }

    private static String type(Map<String, String> fields) {
        var result = fields.getOrDefault("result", "");
        return RESULTS.contains(result) ? result : "UNKNOWN";
    }

    String trackId() {
        return fields.getOrDefault("trackid", "");
    }

    private static String sha256(String text) {
        return HexFormat.of().formatHex(Ids.sha256(text.getBytes(StandardCharsets.UTF_8)));
    }
}
