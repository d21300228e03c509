package io.aman.security.signal;

import io.aman.security.detector.Crowd;
import io.aman.security.detector.Group;
import io.aman.security.detector.Profile;
import io.aman.security.detector.Sight;
import io.aman.security.detector.SignIn;
import io.aman.security.detector.Source;
import io.aman.security.reputation.AddressFacts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is remembered of addresses and of groups; for one thread. */
public final class Around {

    private final Map<String, Source> sources;
    private final Map<String, Crowd> samples;
    private final Map<String, Crowd> crowds = new HashMap<>();

    /**
     * @param sources by what is counted for an address
     * @param samples by their names, see {@link Group}
     */
    Around(Map<String, Source> sources, Map<String, Crowd> samples) {
        this.sources = sources;
        this.samples = samples;
    }

    Source source(SignIn signIn) {
        return sources.getOrDefault(signIn.source(), new Source(signIn.source(), List.of()));
    }

    Sight sight(SignIn signIn, AddressFacts facts, @Nullable Profile profile) {
        return new Sight(
                signIn,
                facts,
                profile,
                source(signIn),
                crowd(Group.EVERYBODY, signIn),
                Group.sharers(signIn).map(group -> crowd(group, signIn)).orElse(Crowd.NOBODY),
                Group.neighbours(facts).map(group -> crowd(group, signIn)).orElse(Crowd.NOBODY));
    }

    private Crowd crowd(Group group, SignIn signIn) {
        return crowds.computeIfAbsent(
                group.sampleAt(signIn.at()), now -> sample(now).and(sample(group.sampleBefore(signIn.at()))));
    }

    private Crowd sample(String name) {
        return samples.getOrDefault(name, Crowd.NOBODY);
    }
}
