package io.aman.notification.channel.note;

import io.aman.events.Actor;
import io.aman.notification.recipient.Address;
import io.aman.notification.recipient.AddressBook;
import io.aman.notification.recipient.Handle;
import io.aman.notification.recipient.PersonalData;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Who has a drawer, and what lies in it. */
final class Drawers implements AddressBook, PersonalData {

    private final Map<String, List<String>> notes = new ConcurrentHashMap<>();

    void open(String userId) {
        notes.put(userId, new CopyOnWriteArrayList<>());
    }

    boolean put(String userId, String note) {
        var drawer = notes.get(userId);
        return drawer != null && drawer.add(note);
    }

    List<String> notes(String userId) {
        return List.copyOf(notes.getOrDefault(userId, List.of()));
    }

    @Override
    public Map<String, List<Address>> of(Collection<String> userIds, String channel) {
        return channel.equals("push")
                ? userIds.stream()
                        .filter(notes::containsKey)
                        .collect(Collectors.toMap(
                                Function.identity(), userId -> List.of(Handle.of(NoteProvider.NAME, userId))))
                : Map.of();
    }

    @Override
    public void forget(String userId, Actor by) {
        notes.remove(userId);
    }
}
