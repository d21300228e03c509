package io.aman.notification.channel.whatsapp;

import io.aman.notification.recipient.WhatsAppNumber;

/**
 * Who wrote to us lately: only they may be sent plain text, everybody else a template that was approved.
 *
 * @see <a href="https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-messages#customer-service-windows">Customer service windows</a>
 */
public interface ConversationWindows {

    /** They have just written. */
    void open(WhatsAppNumber number);

    /** The provider says that it is over. */
    void close(WhatsAppNumber number);

    boolean isOpen(WhatsAppNumber number);
}
