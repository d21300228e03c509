package io.aman.session.identity;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * An e-mail address in the one form under which an account is known: trimmed, lower case, NFC.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1">RFC 5321, section 4.5.3.1</a> for the lengths
 */
public record EmailAddress(String value) {

    private static final int MAX_LENGTH = 254;

    /** Narrower than the RFC on purpose: no quotes, no comments, no address literals; letters of any script. */
    private static final Pattern FORM = Pattern.compile("[\\p{L}\\p{M}\\p{N}.!#$%&'*+/=?^_`{|}~-]{1,64}@"
            + "[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N}-]{0,62}\\.)+[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}-]{0,62}");

    public EmailAddress {
        if (value.length() > MAX_LENGTH || !FORM.matcher(value).matches()) {
            throw new UnacceptableInput("email", "is no e-mail address");
        }
    }

    /**
     * Reads what somebody typed.
     *
     * @throws UnacceptableInput when it is no address
     */
    public static EmailAddress of(String typed) {
        if (typed.length() > 2 * MAX_LENGTH) {
            throw new UnacceptableInput("email", "is too long");
        }
        return new EmailAddress(Normalizer.normalize(typed.strip().toLowerCase(Locale.ROOT), Normalizer.Form.NFC));
    }
}
