package io.aman.security.signal;

import io.aman.security.detector.Crowd;
import io.aman.security.detector.Profile;
import io.aman.security.detector.SignIn;
import io.aman.security.detector.Source;
import java.time.Instant;
import java.util.function.Function;

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
        return profiles.of(userId);
    }

    @Override
    public Lesson learn(String userId, String cause, Instant at, Function<Profile, Lesson> lesson) {
        return profiles.learn(userId, cause, at, lesson);
    }

    @Override
    public Source source(String address) {
        return sources.of(address);
    }

    @Override
    public Source tried(SignIn signIn, boolean isStranger) {
        return sources.add(signIn, isStranger);
    }

    @Override
    public Crowd crowd(Instant at) {
        return crowds.of(at);
    }

    @Override
    public Crowd seen(SignIn signIn, boolean isStranger) {
        return crowds.add(signIn, isStranger);
    }
}
