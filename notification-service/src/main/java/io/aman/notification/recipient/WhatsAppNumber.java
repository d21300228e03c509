package io.aman.notification.recipient;

/**
 * A telephone number as WhatsApp's, which is never printed in full. It is an address of its own: who can be called can't
 * always be reached there.
 *
 * @param value {@code whatsapp:} and the number in E.164
 */
public record WhatsAppNumber(String value) implements Address {

    public static final String SCHEME = "whatsapp:";

    public WhatsAppNumber {
        if (!value.startsWith(SCHEME)) {
            throw new IllegalArgumentException("a WhatsApp number begins with " + SCHEME);
        }
        var _ = number(value);
    }

    public static WhatsAppNumber of(PhoneNumber number) {
        return new WhatsAppNumber(SCHEME + number.value());
    }

    /** The number alone. */
    public PhoneNumber number() {
        return number(value);
    }

    private static PhoneNumber number(String value) {
        return new PhoneNumber(value.substring(SCHEME.length()));
    }

    /** {@code whatsapp:***00} */
    @Override
    public String toString() {
        return SCHEME + number();
    }
}
