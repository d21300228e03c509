package io.aman.security.signal;

import io.aman.security.detector.Profile;
import io.aman.security.detector.SignIn;
import io.aman.security.reputation.AddressFacts;
import java.util.List;
import java.util.Set;
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
        return people(Set.of(userId)).profiles().getOrDefault(userId, Profile.fresh(userId));
    }

    @Override
    public People people(Set<String> userIds) {
        return profiles.of(userIds);
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
