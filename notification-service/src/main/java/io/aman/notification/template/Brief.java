package io.aman.notification.template;

/** Ways to tell somebody in few words, none of which holds a secret. */
public enum Brief {
    SMS,
    WHATSAPP,
    /** With a title of its own, as {@link Message#subject}. */
    PUSH
}
