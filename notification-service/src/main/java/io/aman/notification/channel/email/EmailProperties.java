package io.aman.notification.channel.email;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How mail is sent; the server is {@code spring.mail}'s.
 *
 * @param from the sender, such as {@code Aman <no-reply@example.com>}; its domain is that of the Message-IDs too
 */
@ConfigurationProperties("notification.email")
record EmailProperties(String from) {

    EmailProperties {
        parse(from);
    }

    InternetAddress sender() {
        return parse(from);
    }

    String domain() {
        var address = sender().getAddress();
        return address.substring(address.lastIndexOf('@') + 1);
    }

    private static InternetAddress parse(String from) {
        try {
            var address = new InternetAddress(from, true);
            if (!address.getAddress().contains("@")) {
                throw new IllegalArgumentException("notification.email.from has no domain");
            }
            return address;
        } catch (AddressException e) {
            throw new IllegalArgumentException("notification.email.from is no e-mail address", e);
        }
    }
}
