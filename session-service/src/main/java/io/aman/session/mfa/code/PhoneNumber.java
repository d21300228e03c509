package io.aman.session.mfa.code;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber;
import io.aman.platform.Secret;
import io.aman.session.identity.UnacceptableInput;
import java.util.Set;

/**
 * The number of a mobile telephone.
 *
 * @param e164 as {@code +4915123456789}
 * @param shown the country's code and the last two digits
 */
record PhoneNumber(Secret e164, String shown) {

    private static final int MAX = 32;
    private static final int SHOWN_DIGITS = 2;

    /** Where the numbering plan does not tell mobile ones apart, as in North America, both are one kind. */
    private static final Set<PhoneNumberType> MOBILE =
            Set.of(PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE);

    /**
     * Reads a number with its country's code. Dear ones, as premium rates, and those that take no message are refused.
     *
     * @param regions whose numbers are taken; all where there are none
     * @throws UnacceptableInput when it is none of those
     */
    static PhoneNumber of(Secret typed, Set<String> regions) {
        var numbers = PhoneNumberUtil.getInstance();
        var number = parsed(numbers, typed.reveal());
        if (!numbers.isValidNumber(number) || !MOBILE.contains(numbers.getNumberType(number))) {
            throw refused("is no number of a mobile telephone");
        }
        if (!regions.isEmpty() && !regions.contains(numbers.getRegionCodeForNumber(number))) {
            throw refused("is of a country to which no codes are sent");
        }
        var e164 = numbers.format(number, PhoneNumberFormat.E164);
        var shown = "+%d … %s".formatted(number.getCountryCode(), e164.substring(e164.length() - SHOWN_DIGITS));
        return new PhoneNumber(Secret.of(e164), shown);
    }

    private static Phonenumber.PhoneNumber parsed(PhoneNumberUtil numbers, String typed) {
        if (typed.length() > MAX) {
            throw refused("is too long");
        }
        try {
            return numbers.parse(typed, null); // no country is guessed
        } catch (NumberParseException _) {
            throw refused("is no telephone number with its country's code");
        }
    }

    private static UnacceptableInput refused(String rule) {
        return new UnacceptableInput("number", rule);
    }
}
