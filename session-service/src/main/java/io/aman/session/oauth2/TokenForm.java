package io.aman.session.oauth2;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.aman.platform.Secret;
import io.aman.session.oauth2.OAuthError.InvalidForm;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The one parameter of a form that counts. Read from the body itself: the servlet's parameters mix in those of the URL,
 * and a token in a URL ends up in logs.
 */
final class TokenForm {

    private static final int MAX_BYTES = 16 * 1024;
    private static final String TOKEN = "token=";

    private TokenForm() {}

    /** The form as it is documented (RFC 7009, section 2.1). */
    record TokenRequest(
            String token,

            @JsonProperty("token_type_hint") @Nullable String tokenTypeHint) {}

    /**
     * Reads the parameter {@code token}; others, such as {@code token_type_hint}, change nothing.
     *
     * @throws InvalidForm when the body is longer than 16 KiB, or has not exactly one token
     */
    static Secret token(InputStream body) throws IOException {
        var bytes = body.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new InvalidForm("The form is longer than %d bytes.".formatted(MAX_BYTES));
        }
        var tokens = Arrays.stream(new String(bytes, StandardCharsets.UTF_8).split("&", -1))
                .filter(parameter -> parameter.startsWith(TOKEN))
                .map(parameter -> decoded(parameter.substring(TOKEN.length())))
                .toList();
        if (tokens.size() != 1 || tokens.getFirst().isEmpty()) {
            throw new InvalidForm("The form needs one parameter \"token\".");
        }
        return Secret.of(tokens.getFirst());
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            throw new InvalidForm("The form is not encoded as one.");
        }
    }
}
