package io.aman.local.sandbox.provider;

/**
 * A message a provider owes its user.
 *
 * @param id unique, sorted by time ({@link Ids})
 * @param about the id of the object it is about; webhooks about one object are sent in order
 * @param body the bytes, as UTF-8 text, that are signed and sent
 * @param causedBy the path of the request that caused it
 * @param address where it goes: a path of its receiver, or the whole address that its receiver named
 */
public record Webhook(
        String provider, String id, String type, String about, String body, String causedBy, String address) {

    /** One to where payment-service takes them. */
    public Webhook(String provider, String id, String type, String about, String body, String causedBy) {
        this(provider, id, type, about, body, causedBy, "/api/payments/webhook/" + provider);
    }
}
