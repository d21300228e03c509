package io.aman.notification.template;

/** Ways to tell somebody in few words, none of which holds a secret. */
public enum Brief {
    SMS,
    /** With subject and summary beside it, since what WhatsApp has approved is filled with any of them. */
    WHATSAPP,
    /** With a title of its own, as {@link Message#subject}. */
    PUSH
}
