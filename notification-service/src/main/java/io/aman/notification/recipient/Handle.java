package io.aman.notification.recipient;

import java.util.regex.Pattern;

/**
 * Where somebody is reached by a name that means something to one provider alone, such as {@code telegram:4711}. It is
 * never printed in full.
 *
 * @param value the {@linkplain #scheme() scheme}, a colon, and the name: visible ASCII without an {@code @}
 */
public record Handle(String value) implements Address {

    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9]{1,15}:[!-?A-~]{1,256}");

    public Handle {
        if (!isOne(value)) {
            throw new IllegalArgumentException("a handle is a scheme, a colon and a name");
        }
    }

    public static Handle of(String scheme, String name) {
        return new Handle(scheme + ":" + name);
    }

    static boolean isOne(String value) {
        return !value.startsWith(WhatsAppNumber.SCHEME) && FORM.matcher(value).matches();
    }

    /** Which provider knows the name. */
    public String scheme() {
        return value.substring(0, value.indexOf(':'));
    }

    /** What it knows. */
    public String name() {
        return value.substring(value.indexOf(':') + 1);
    }

    /** {@code telegram:***} */
    @Override
    public String toString() {
        return scheme() + ":***";
    }
}
