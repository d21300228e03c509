package io.aman.notification.recipient;

import java.util.List;
import org.springframework.stereotype.Component;

/** All that the address books know. */
@Component
public class Addresses {

    private final List<AddressBook> books;

    Addresses(List<AddressBook> books) {
        this.books = books;
    }

    /** As {@link AddressBook#of}. */
    public List<Address> of(String userId, String channel) {
        return books.stream().flatMap(book -> book.of(userId, channel).stream()).toList();
    }
}
