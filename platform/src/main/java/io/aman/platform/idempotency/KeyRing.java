package io.aman.platform.idempotency;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The keys that lie in one document, with what a change makes of them; they are stored with the change, in the same
 * conditional write, or not at all.
 *
 * <p>A key counts for its lifetime. Once that is over it goes with the next key that is taken.
 */
public final class KeyRing {

    /** How many keys may lie there of calls that failed and left nothing behind. */
    private static final int MOST_IDLE = 32;

    private final Map<String, KeptKey> keys;
    private final Map<String, KeptAnswer> answers = new HashMap<>();
    private final Set<String> changed = new HashSet<>();
    private @Nullable String maker;
    private boolean makerGone;

    /** @param maker the key under which the document was made, while that counts */
    KeyRing(Map<String, KeptKey> keys, @Nullable String maker) {
        this.keys = new HashMap<>(keys);
        this.maker = maker;
    }

    /** Of a document without keys. */
    public static KeyRing empty() {
        return new KeyRing(Map.of(), null);
    }

    /** As it stands once its changes are stored. */
    public KeyRing stored() {
        return new KeyRing(keys, maker);
    }

    /**
     * Takes the key for a call; a change that does so is stored only if nobody else has written meanwhile.
     *
     * @throws RuntimeException when the call is not to be carried on, for {@link IdempotentCall} to answer
     */
    public void take(HeldKey<?> key) {
        var taken = key.take(keys.get(key.id()));
        for (var over : keys.entrySet().stream()
                .filter(entry -> entry.getValue().isOver(key.now()))
                .map(Map.Entry::getKey)
                .toList()) {
            remove(over);
        }
        put(key.id(), taken);
    }

    /** Throws as {@link #take} does, and takes nothing. */
    void look(HeldKey<?> key) {
        var _ = key.take(keys.get(key.id()));
    }

    /** Takes the key for the call that makes the document: while it counts, no other document can be made under it. */
    public void takeToMake(HeldKey<?> key) {
        take(key);
        maker = key.id();
    }

    /**
     * Looks up the key in a document that was made under it.
     *
     * @return whether it still counts and is now taken; else it is free once this change is stored
     */
    public boolean takeAgain(HeldKey<?> key) {
        var known = keys.get(key.id());
        if (known == null || known.isOver(key.now())) {
            remove(key.id());
            dropMaker();
            return false;
        }
        take(key);
        return true;
    }

    /** Keeps the answer that the document as changed gives, unless another call has taken the key over. */
    public <T> void keep(HeldKey<T> key, T document) {
        var known = keys.get(key.id());
        if (known == null || !key.isOurs(known)) {
            key.ended(null);
            return;
        }
        var answer = key.answer(document);
        put(key.id(), known.leased(null));
        answers.put(key.id(), answer);
        key.ended(answer);
    }

    /** The call ended without an answer to keep, and may be tried again at once. */
    void release(HeldKey<?> key) {
        var known = keys.get(key.id());
        if (known != null && key.isOurs(known)) {
            put(key.id(), known.leased(key.now()));
        }
    }

    /** The call changed nothing: the key was never used. The one that made the document was. */
    void forget(HeldKey<?> key) {
        if (key.id().equals(maker)) {
            release(key);
        } else if (key.mayForget(keys.get(key.id()))) {
            remove(key.id());
        }
    }

    /**
     * Keeps the document small however often calls fail that leave nothing behind.
     *
     * @param isKnown whether the document tells anything of an operation
     */
    public void dropIdle(HeldKey<?> key, Predicate<String> isKnown) {
        var idle = keys.entrySet().stream()
                .filter(entry ->
                        entry.getValue().isOpen(key.now()) && !entry.getKey().equals(maker))
                .filter(entry -> !isKnown.test(entry.getValue().operation()))
                .sorted(Comparator.comparing(entry -> entry.getValue().expiresAt()))
                .map(Map.Entry::getKey)
                .toList();
        idle.subList(0, Math.max(0, idle.size() - MOST_IDLE)).forEach(this::remove);
    }

    private void put(String id, KeptKey key) {
        if (!key.equals(keys.put(id, key))) {
            changed.add(id);
        }
    }

    private void remove(String id) {
        if (keys.remove(id) != null) {
            answers.remove(id);
            changed.add(id);
        }
        if (id.equals(maker)) {
            dropMaker();
        }
    }

    private void dropMaker() {
        makerGone = maker != null || makerGone;
        maker = null;
    }

    public boolean isChanged() {
        return makerGone || !changed.isEmpty();
    }

    /** The key under which the document was made, while that counts. */
    public Optional<String> maker() {
        return Optional.ofNullable(maker);
    }

    boolean isMakerGone() {
        return makerGone;
    }

    Map<String, KeptKey> keys() {
        return Map.copyOf(keys);
    }

    /** Those that are to be written; the others are to be removed. */
    List<String> written() {
        return changed.stream().filter(keys::containsKey).sorted().toList();
    }

    List<String> removed() {
        var gone = new ArrayList<>(changed);
        gone.removeIf(keys::containsKey);
        return gone;
    }

    KeptKey key(String id) {
        return Objects.requireNonNull(keys.get(id));
    }

    /** The answers that are new. */
    Map<String, KeptAnswer> answers() {
        return Map.copyOf(answers);
    }
}
