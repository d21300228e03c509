package io.aman.notification.recipient;

/**
 * Somebody who can be told.
 *
 * @param language the BCP 47 tag they chose
 */
public record Recipient(String userId, EmailAddress email, String name, String language) {

    /** Names the user by id alone. */
    @Override
    public String toString() {
        return "Recipient[" + userId + "]";
    }
}
