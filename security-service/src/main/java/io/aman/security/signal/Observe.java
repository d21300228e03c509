package io.aman.security.signal;

import io.aman.events.SecurityEvent;
import io.aman.security.detector.Detection;
import io.aman.security.detector.Profile;
import io.aman.security.detector.Sight;
import io.aman.security.detector.SignIn;
import io.aman.security.detector.Signal;
import io.aman.security.detector.Source;
import io.aman.security.reputation.AddressFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
     * A sign-in that has ended.
     *
     * @param traceparent the trace it belongs to
     * @param telling what is told of it, in the write that remembers it
     */
    public record Ended(
            SignIn signIn,
            AddressFacts facts,
            @Nullable String traceparent,
            Function<List<Signal>, List<SecurityEvent>> telling) {}

    /** @param source its address, with this sign-in and with those that were looked at together with it */
    public record Observed(SignIn signIn, List<Signal> signals, Source source) {}

    /**
     * Looks at sign-ins that have ended, in their order, and remembers them. One that is told again gets the answer that
     * it got before, and teaches nothing.
     */
    public List<Observed> ended(List<Ended> all) {
        var ofPeople = new LinkedHashMap<String, List<Ended>>();
        for (var ended : all) {
            if (ended.signIn().userId() != null) {
                ofPeople.computeIfAbsent(ended.signIn().userId(), _ -> new ArrayList<>())
                        .add(ended);
            }
        }
        var people = memory.people(ofPeople.keySet());
        var around = memory.tried(tries(all, people.profiles()));
        var lessons = people.learn(
                profile -> lesson(profile, Objects.requireNonNull(ofPeople.get(profile.userId())), around));
        return all.stream()
                .map(ended ->
                        new Observed(ended.signIn(), signals(ended, lessons, around), around.source(ended.signIn())))
                .toList();
    }

    /** As {@link #ended(List)}, of one alone that tells nothing. */
    public List<Signal> ended(SignIn signIn, AddressFacts facts) {
        return ended(List.of(new Ended(signIn, facts, null, _ -> List.of())))
                .getFirst()
                .signals();
    }

    /** Whether somebody is a stranger follows from the successes before, of which some may be among these. */
    private static List<Memory.Tried> tries(List<Ended> all, Map<String, Profile> before) {
        var people = new HashMap<>(before);
        return all.stream()
                .map(ended -> {
                    var signIn = ended.signIn();
                    var profile = signIn.userId() == null ? null : people.get(signIn.userId());
                    if (profile != null && signIn.succeeded()) {
                        people.put(profile.userId(), profile.after(signIn, ended.facts(), List.of()));
                    }
                    return new Memory.Tried(signIn, ended.facts(), Sight.isStranger(signIn, profile));
                })
                .toList();
    }

    private Memory.Lesson lesson(Profile before, List<Ended> own, Around around) {
        var profile = before;
        var signals = new HashMap<String, List<Signal>>();
        var promises = new ArrayList<Memory.Promise>();
        var latest = own.getFirst().signIn().at();
        for (var ended : own) {
            var signIn = ended.signIn();
            latest = signIn.at().isAfter(latest) ? signIn.at() : latest;
            var answered = profile.answerTo(signIn.eventId());
            if (answered.isPresent()) {
                signals.put(signIn.eventId(), answered.get());
                continue;
            }
            var noticed = detection.look(around.sight(signIn, ended.facts(), profile));
            signals.put(signIn.eventId(), noticed);
            ended.telling()
                    .apply(noticed)
                    .forEach(event -> promises.add(
                            new Memory.Promise(signIn.eventId(), signIn.at(), ended.traceparent(), event)));
            profile = profile.after(signIn, ended.facts(), noticed, own.size());
        }
        return new Memory.Lesson(profile, latest, signals, promises);
    }

    private List<Signal> signals(Ended ended, Map<String, Memory.Lesson> lessons, Around around) {
        var signIn = ended.signIn();
        var lesson = signIn.userId() == null ? null : lessons.get(signIn.userId());
        return lesson == null
                ? detection.look(around.sight(signIn, ended.facts(), null))
                : Objects.requireNonNull(lesson.signals().get(signIn.eventId()));
    }

    /** Looks at a sign-in that is about to succeed; nothing is remembered. */
    public List<Signal> pending(SignIn signIn, AddressFacts facts) {
        var profile = signIn.userId() == null ? null : memory.profile(signIn.userId());
        return detection.look(memory.around(signIn, facts).sight(signIn, facts, profile));
    }
}
