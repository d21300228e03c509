package io.aman.security.signal;

import io.aman.events.SecurityEvent;
import io.aman.security.detector.Detection;
import io.aman.security.detector.Profile;
import io.aman.security.detector.Sight;
import io.aman.security.detector.SignIn;
import io.aman.security.detector.Signal;
import io.aman.security.reputation.AddressFacts;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Looks at sign-ins in the light of what is remembered. */
public final class Observe {

    private final Memory memory;
    private final Detection detection;

    public Observe(Memory memory, Detection detection) {
        this.memory = memory;
        this.detection = detection;
    }

    /**
     * Looks at a sign-in that has ended and remembers it. One that is told again gets the answer that it got before, and
     * teaches nothing.
     *
     * @param telling what is told of it, in the write that remembers it
     */
    public List<Signal> ended(SignIn signIn, AddressFacts facts, Function<List<Signal>, List<SecurityEvent>> telling) {
        var userId = signIn.userId();
        var isStranger = Sight.isStranger(signIn, userId == null ? null : memory.profile(userId));
        var source = memory.tried(signIn, isStranger);
        var crowd = memory.seen(signIn, isStranger);
        if (userId == null) {
            return detection.look(new Sight(signIn, facts, null, source, crowd));
        }
        return memory.learn(
                        userId,
                        signIn.eventId(),
                        signIn.at(),
                        profile -> profile.answerTo(signIn.eventId())
                                .map(before -> new Memory.Lesson(profile, before, List.of()))
                                .orElseGet(() -> {
                                    var signals = detection.look(new Sight(signIn, facts, profile, source, crowd));
                                    return new Memory.Lesson(
                                            profile.after(signIn, facts, signals), signals, telling.apply(signals));
                                }))
                .signals();
    }

    /** Looks at a sign-in that is about to succeed; nothing is remembered. */
    public List<Signal> pending(SignIn signIn, AddressFacts facts) {
        var profile = profile(signIn.userId());
        var source = memory.source(signIn.address());
        return detection.look(new Sight(signIn, facts, profile, source, memory.crowd(signIn.at())));
    }

    /** At how many accounts the sign-in's address has failed. */
    public long failedAccounts(SignIn signIn, Duration within) {
        return memory.source(signIn.address()).failedAccounts(signIn.at(), within);
    }

    private @Nullable Profile profile(@Nullable String userId) {
        return userId == null ? null : memory.profile(userId);
    }
}
