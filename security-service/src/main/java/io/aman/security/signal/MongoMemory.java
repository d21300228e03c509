package io.aman.security.signal;

import io.aman.security.detector.Profile;
import io.aman.security.detector.SignIn;
import io.aman.security.reputation.AddressFacts;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Remembers in MongoDB, for all instances. */
final class MongoMemory implements Memory {

    private final MongoProfiles profiles;
    private final MongoSources sources;
    private final MongoCrowds crowds;

    MongoMemory(MongoProfiles profiles, MongoSources sources, MongoCrowds crowds) {
        this.profiles = profiles;
        this.sources = sources;
        this.crowds = crowds;
    }

    @Override
    public Profile profile(String userId) {
        return profiles.of(Set.of(userId)).getOrDefault(userId, Profile.fresh(userId));
    }

    @Override
    public Map<String, Profile> profiles(Collection<String> userIds) {
        var found = new HashMap<>(profiles.of(userIds));
        userIds.forEach(userId -> found.computeIfAbsent(userId, Profile::fresh));
        return found;
    }

    @Override
    public Map<String, Lesson> learn(Set<String> userIds, Function<Profile, Lesson> lesson) {
        return profiles.learn(userIds, lesson);
    }

    /** Written before it is read: whichever of two instances reads last sees what both have written. */
    @Override
    public Around tried(List<Tried> tries) {
        sources.add(tries);
        var samples = crowds.add(tries);
        return new Around(
                sources.of(tries.stream().map(tried -> tried.signIn().source()).collect(Collectors.toSet())), samples);
    }

    @Override
    public Around around(SignIn signIn, AddressFacts facts) {
        return new Around(sources.of(Set.of(signIn.source())), crowds.of(List.of(new Tried(signIn, facts, false))));
    }
}
