package io.aman.notification.recipient;

/** Where a message goes; never printed in full. */
public sealed interface Address permits EmailAddress, PhoneNumber, WhatsAppNumber, Handle {

    String value();

    /**
     * A telephone number begins with a plus sign, a WhatsApp number and a handle say what they are; none ever has an {@code
     * @}.
     *
     * @throws IllegalArgumentException when it looks like one of them and is none
     */
    static Address of(String value) {
        if (value.startsWith(WhatsAppNumber.SCHEME) && !value.contains("@")) {
            return new WhatsAppNumber(value);
        }
        if (Handle.isOne(value)) {
            return new Handle(value);
        }
        return value.startsWith("+") && !value.contains("@") ? new PhoneNumber(value) : new EmailAddress(value);
    }
}
