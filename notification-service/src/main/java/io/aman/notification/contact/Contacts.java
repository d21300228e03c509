package io.aman.notification.contact;

import io.aman.notification.contact.Contact.Asked;
import io.aman.notification.recipient.PhoneNumber;
import io.aman.platform.Ids;
import io.aman.platform.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The numbers of one person.
 *
 * @param version 0 while nothing is stored
 * @param codesSent when codes were sent within the last hour, to whatever number: numbers that come and go don't allow
 *     more
 */
record Contacts(String userId, long version, List<Contact> all, List<Instant> codesSent) {

    private static final Duration CODES_COUNTED = Duration.ofHours(1);

    Contacts {
        all = List.copyOf(all);
        codesSent = List.copyOf(codesSent);
    }

    /** Adds a number, or asks again for one that waits for its code; one that is confirmed stays as it is. */
    Contacts ask(PhoneNumber number, Secret code, ContactProperties limits, Instant now) {
        var known = find(number);
        if (known.filter(Contact::isConfirmed).isPresent()) {
            return this;
        }
        if (known.isEmpty() && all.size() >= limits.mostNumbers()) {
            throw new ContactError.TooMany();
        }
        var recent = codesSent.stream()
                .filter(sent -> sent.plus(CODES_COUNTED).isAfter(now))
                .toList();
        if (recent.size() >= limits.codesPerHour()) {
            throw new ContactError.TooManyCodes(
                    Duration.between(now, recent.getFirst().plus(CODES_COUNTED)));
        }
        var asked = known.orElseGet(() -> new Contact(Ids.random("adr_"), number, now, null, null))
                .asking(new Asked(code, now.plus(ContactProperties.CODE_LIFETIME), 0));
        var others = all.stream().filter(other -> !other.number().equals(number));
        return new Contacts(
                userId,
                version,
                Stream.concat(others, Stream.of(asked)).toList(),
                Stream.concat(recent.stream(), Stream.of(now)).toList());
    }

    /** Counts a guess, before anybody looks whether it is right. */
    Contacts guess(String id, ContactProperties limits, Instant now) {
        var asked = require(id).asked();
        if (asked == null) {
            return this;
        }
        if (!now.isBefore(asked.until()) || asked.guesses() >= limits.guesses()) {
            throw new ContactError.CodeOver();
        }
        var counted = new Asked(asked.code(), asked.until(), asked.guesses() + 1);
        return with(id, contact -> contact.asking(counted));
    }

    /** @param told must still be the code that was sent last */
    Contacts confirm(String id, Secret told, Instant now) {
        var asked = require(id).asked();
        if (asked == null) {
            return this;
        }
        if (!asked.code().equals(told)) {
            throw new ContactError.CodeWrong();
        }
        return with(id, contact -> contact.confirmed(now));
    }

    Contacts without(String id) {
        require(id);
        return new Contacts(
                userId,
                version,
                all.stream().filter(contact -> !contact.id().equals(id)).toList(),
                codesSent);
    }

    Contact require(String id) {
        return all.stream()
                .filter(contact -> contact.id().equals(id))
                .findFirst()
                .orElseThrow(ContactError.NotFound::new);
    }

    Optional<Contact> find(PhoneNumber number) {
        return all.stream().filter(contact -> contact.number().equals(number)).findFirst();
    }

    private Contacts with(String id, UnaryOperator<Contact> change) {
        var changed = new ArrayList<>(all);
        changed.replaceAll(contact -> contact.id().equals(id) ? change.apply(contact) : contact);
        return new Contacts(userId, version, changed, codesSent);
    }
}
