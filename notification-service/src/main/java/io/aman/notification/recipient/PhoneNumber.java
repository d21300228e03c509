package io.aman.notification.recipient;

import java.util.regex.Pattern;

/** A telephone number in E.164, such as {@code +96550000000}, which is never printed in full. */
public record PhoneNumber(String value) implements Address {

    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
    private static final int SHOWN = 2;

    public PhoneNumber {
        if (!E164.matcher(value).matches()) {
            throw new IllegalArgumentException("a telephone number is a plus sign and 7 to 15 digits (ITU-T E.164)");
        }
    }

    /** {@code ***00} */
    @Override
    public String toString() {
        return "***" + value.substring(value.length() - SHOWN);
    }
}
