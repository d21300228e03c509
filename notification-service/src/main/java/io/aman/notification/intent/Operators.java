package io.aman.notification.intent;

import io.aman.notification.recipient.EmailAddress;
import io.aman.notification.recipient.Recipient;
import io.aman.notification.recipient.Recipients;
import io.aman.platform.Ids;
import java.util.List;
import org.springframework.stereotype.Component;

/** The mailboxes of those on duty, as people who can be told. */
@Component
class Operators {

    private final Recipients recipients;
    private final OperatorProperties properties;

    Operators(Recipients recipients, OperatorProperties properties) {
        this.recipients = recipients;
        this.properties = properties;
    }

    boolean wantToHearOf(String severity) {
        return properties.severities().contains(severity);
    }

    /** Their user ids; each is known as a recipient when this returns. */
    List<String> onDuty() {
        return properties.addresses().stream().map(this::remembered).toList();
    }

    private String remembered(String address) {
        var id = Ids.derived("opr_", address);
        var name = address.substring(0, address.indexOf('@'));
        recipients.remember(new Recipient(id, new EmailAddress(address), name, properties.language()));
        return id;
    }
}
