package io.aman.notification.recipient;

import java.util.List;

/**
 * Somebody who can be told.
 *
 * @param language the BCP 47 tag they chose
 * @param formerEmails addresses they had before: whoever takes an account over and changes its address shall not silence
 *     the owner by that
 */
public record Recipient(
        String userId, EmailAddress email, String name, String language, List<EmailAddress> formerEmails) {

    public Recipient {
        formerEmails = List.copyOf(formerEmails);
    }

    public Recipient(String userId, EmailAddress email, String name, String language) {
        this(userId, email, name, language, List.of());
    }

    /** Names the user by id alone. */
    @Override
    public String toString() {
        return "Recipient[" + userId + "]";
    }
}
