package io.aman.notification.recipient;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** All that the address books know. */
@Component
public class Addresses {

    private final List<AddressBook> books;

    Addresses(List<AddressBook> books) {
        this.books = books;
    }

    /** As {@link AddressBook#of}. */
    public Map<String, List<Address>> of(Collection<String> userIds, String channel) {
        var all = new HashMap<String, List<Address>>();
        books.forEach(book -> book.of(userIds, channel)
                .forEach((userId, some) ->
                        all.computeIfAbsent(userId, _ -> new ArrayList<>()).addAll(some)));
        return all;
    }

    /** Of one of them. */
    public List<Address> of(String userId, String channel) {
        return of(List.of(userId), channel).getOrDefault(userId, List.of());
    }
}
