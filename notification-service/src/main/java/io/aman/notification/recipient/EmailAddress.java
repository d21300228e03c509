package io.aman.notification.recipient;

/** An e-mail address, which is never printed in full. */
public record EmailAddress(String value) implements Address {

    public EmailAddress {
        if (value.isBlank()) {
            throw new IllegalArgumentException("an e-mail address is not blank");
        }
    }

    /** {@code m***@example.com} */
    @Override
    public String toString() {
        var at = value.lastIndexOf('@');
        return at < 1 ? "***" : value.substring(0, value.offsetByCodePoints(0, 1)) + "***" + value.substring(at);
    }
}
