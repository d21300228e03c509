package io.aman.security.signal;

import io.aman.security.detector.Crowd;
import io.aman.security.detector.Group;
import io.aman.security.detector.Profile;
import io.aman.security.detector.SignIn;
import io.aman.security.detector.Source;
import io.aman.security.reputation.AddressFacts;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Remembers in the heap, for going through the log again; for one thread, and what is told is told to nobody. */
public final class HeapMemory implements Memory {

    /** More than are looked at together, of as many passwords as are guessed within an hour. */
    private static final int MOST_SAMPLES = 20_000;

    private final Map<String, Profile> profiles = new HashMap<>();
    private final Map<String, Source> sources = new HashMap<>();
    private final Map<String, Crowd> samples = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Crowd> eldest) {
            return size() > MOST_SAMPLES;
        }
    };

    @Override
    public Profile profile(String userId) {
        return profiles.getOrDefault(userId, Profile.fresh(userId));
    }

    @Override
    public People people(Set<String> userIds) {
        return new People() {

            @Override
            public Map<String, Profile> profiles() {
                return userIds.stream().collect(Collectors.toMap(Function.identity(), HeapMemory.this::profile));
            }

            @Override
            public Map<String, Lesson> learn(Function<Profile, Lesson> lesson) {
                var learned = new HashMap<String, Lesson>();
                userIds.forEach(userId -> {
                    var one = lesson.apply(profile(userId));
                    profiles.put(userId, one.after());
                    learned.put(userId, one);
                });
                return learned;
            }
        };
    }

    @Override
    public Around tried(List<Tried> tries) {
        for (var tried : tries) {
            var signIn = tried.signIn();
            sources.put(signIn.source(), source(signIn).after(Source.Try.of(signIn, tried.isStranger())));
            Group.of(signIn, tried.facts())
                    .forEach(group -> samples.merge(
                            group.sampleAt(signIn.at()),
                            Crowd.of(signIn, tried.isStranger()),
                            (before, one) -> before.size() >= Crowd.MOST ? before : before.and(one)));
        }
        return new Around(sources, samples);
    }

    @Override
    public Around around(SignIn signIn, AddressFacts facts) {
        return new Around(sources, samples);
    }

    private Source source(SignIn signIn) {
        return sources.getOrDefault(signIn.source(), new Source(signIn.source(), List.of()));
    }
}
