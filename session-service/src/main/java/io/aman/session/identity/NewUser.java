package io.aman.session.identity;

import java.text.Normalizer;
import java.util.Set;

/**
 * What somebody tells who registers.
 *
 * @param name how they want to be called
 * @param language {@code en} or {@code ar}
 */
public record NewUser(EmailAddress email, Password password, String name, String language) {

    private static final int MAX_NAME = 100;
    private static final Set<String> LANGUAGES = Set.of("en", "ar");

    public NewUser {
        if (!LANGUAGES.contains(language)) {
            throw new UnacceptableInput("language", "is neither en nor ar");
        }
        if (name.length() > 2 * MAX_NAME) {
            throw new UnacceptableInput("name", "is longer than %d characters".formatted(MAX_NAME));
        }
        name = Normalizer.normalize(name.strip(), Normalizer.Form.NFC);
        var length = name.codePointCount(0, name.length());
        if (length < 1 || length > MAX_NAME) {
            throw new UnacceptableInput("name", "has not between 1 and %d characters".formatted(MAX_NAME));
        }
        Text.requirePlain("name", name);
    }
}
