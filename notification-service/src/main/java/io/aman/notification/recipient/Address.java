package io.aman.notification.recipient;

/** Where a message goes; never printed in full. */
public sealed interface Address permits EmailAddress, PhoneNumber {

    String value();

    /** A telephone number begins with a plus sign and never has an {@code @}. */
    static Address of(String value) {
        return value.startsWith("+") && !value.contains("@") ? new PhoneNumber(value) : new EmailAddress(value);
    }
}
