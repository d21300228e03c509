package io.aman.payment.provider;

/**
 * What a provider is answered that has told something.
 *
 * @param duplicate whether it was stored before and nothing happens because of this one
 */
public record Receipt(String eventId, boolean duplicate) {

    /** Stores what was told: it is durable once this returns. */
    public static Receipt of(Notice notice, Notices notices) {
        return new Receipt(notice.eventId(), !notices.receive(notice));
    }
}
