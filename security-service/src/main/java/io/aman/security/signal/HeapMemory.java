package io.aman.security.signal;

import io.aman.platform.security.AddressKey;
import io.aman.security.detector.Crowd;
import io.aman.security.detector.Profile;
import io.aman.security.detector.SignIn;
import io.aman.security.detector.Source;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Remembers in the heap, for going through the log again; for one thread, and what is told is told to nobody. */
public final class HeapMemory implements Memory {

    private final Map<String, Profile> profiles = new HashMap<>();
    private final Map<String, Source> sources = new HashMap<>();
    private final Map<Long, Crowd> crowds = new HashMap<>();

    @Override
    public Profile profile(String userId) {
        return profiles.getOrDefault(userId, Profile.fresh(userId));
    }

    @Override
    public Lesson learn(String userId, String cause, Instant at, Function<Profile, Lesson> lesson) {
        var learned = lesson.apply(profile(userId));
        profiles.put(userId, learned.after());
        return learned;
    }

    @Override
    public Source source(String address) {
        var key = AddressKey.of(address);
        return sources.getOrDefault(key, new Source(key, List.of()));
    }

    @Override
    public Source tried(SignIn signIn, boolean isStranger) {
        var after = source(signIn.address()).after(Source.Try.of(signIn, isStranger));
        sources.put(after.key(), after);
        return after;
    }

    @Override
    public Crowd crowd(Instant at) {
        var span = span(at);
        return with(crowds.getOrDefault(span, Crowd.NOBODY), crowds.getOrDefault(span - 1, Crowd.NOBODY));
    }

    @Override
    public Crowd seen(SignIn signIn, boolean isStranger) {
        crowds.compute(span(signIn.at()), (_, before) -> {
            var crowd = before == null ? Crowd.NOBODY : before;
            if (crowd.size() >= Crowd.MOST) {
                return crowd;
            }
            return with(crowd, Crowd.of(signIn, isStranger));
        });
        crowds.remove(span(signIn.at()) - 3);
        return crowd(signIn.at());
    }

    private static Crowd with(Crowd one, Crowd other) {
        return new Crowd(both(one.strangers(), other.strangers()), both(one.others(), other.others()));
    }

    private static Set<String> both(Set<String> one, Set<String> other) {
        var both = new HashSet<>(one);
        both.addAll(other);
        return both;
    }

    static long span(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), Crowd.SPAN.toSeconds());
    }
}
