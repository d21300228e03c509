package io.aman.session.mfa.code;

import io.aman.events.Actor;
import io.aman.platform.Secret;
import io.aman.platform.write.Change;
import io.aman.session.identity.IdentityProvider;
import io.aman.session.identity.UnacceptableInput;
import io.aman.session.identity.User;
import io.aman.session.mfa.Challenge;
import io.aman.session.mfa.FactorEvents;
import io.aman.session.mfa.FactorRecords;
import io.aman.session.mfa.Factors;
import io.aman.session.mfa.MfaError.ChallengeOver;
import io.aman.session.mfa.MfaError.TooManyCodes;
import io.aman.session.mfa.Phone;
import io.aman.session.mfa.SecondFactors;
import io.aman.session.mfa.SentCode;
import io.aman.session.mfa.SentCode.Channel;
import io.aman.session.token.StoredSecrets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Has a code sent: counted before, and stored with the event that carries it, sealed, to who sends it. */
final class SendCode {

    /**
     * A code is on its way.
     *
     * @param to what its owner recognizes the telephone by; null where it goes to the address of the account
     */
    record Sent(Instant until, @Nullable String to) {}

    private final SecondFactors factors;
    private final FactorRecords records;
    private final FactorEvents events;
    private final SendingLimits limits;
    private final SentCodes codes;
    private final StoredSecrets secrets;
    private final IdentityProvider identity;
    private final CodeProperties properties;
    private final Clock clock;

    SendCode(
            SecondFactors factors,
            FactorRecords records,
            FactorEvents events,
            SendingLimits limits,
            SentCodes codes,
            StoredSecrets secrets,
            IdentityProvider identity,
            CodeProperties properties,
            Clock clock) {
        this.factors = factors;
        this.records = records;
        this.events = events;
        this.limits = limits;
        this.codes = codes;
        this.secrets = secrets;
        this.identity = identity;
        this.properties = properties;
        this.clock = clock;
    }

    /**
     * Sends one that answers this challenge; an earlier one of the channel is void.
     *
     * @throws UnacceptableInput when the person has no such channel
     * @throws TooManyCodes when as many were sent as may be, or one a moment ago
     * @throws ChallengeOver when the person may not sign in any more
     */
    Sent answering(Challenge challenge, Channel channel, Actor by) {
        var user = identity.find(challenge.userId()).filter(User::enabled).orElseThrow(ChallengeOver::new);
        if (!factors.kindsToProve(user).contains(channel.code())) {
            throw new UnacceptableInput("channel", "is none by which this account gets codes");
        }
        var phone = channel == Channel.SMS ? records.of(user.id()).phone() : null;
        return send(user.id(), channel, challenge.key(), challenge.purpose().code(), phone, by);
    }

    /** Sends one that confirms a number, which is kept until then; another one that waited is void. */
    Sent confirming(String userId, PhoneNumber number, String key, Actor by) {
        var sealed = secrets.seal(number.e164(), Factors.phoneContext(userId));
        var phone = new Phone(sealed, key, number.shown(), Factors.stored(clock.instant()), null);
        return send(userId, Channel.SMS, SentCode.ENROLMENT + "/" + key, SentCode.ENROLMENT, phone, by);
    }

    private Sent send(String userId, Channel channel, String use, String purpose, @Nullable Phone phone, Actor by) {
        var now = Factors.stored(clock.instant());
        requirePause(records.of(userId), channel, now);
        reserve(userId, channel, phone, now);
        var code = SentCodes.random();
        var sent = codes.sent(code, channel, userId, use, now);
        var to = phone == null ? null : number(userId, phone);
        return records.change(userId, before -> {
            requirePause(before, channel, now);
            var event = events.codeRequested(userId, channel, purpose, code, to, now, by);
            var after = before.withCode(sent);
            if (purpose.equals(SentCode.ENROLMENT)) {
                after = after.withPhones(before.phone(), phone);
            }
            return new Change<>(after, List.of(event), new Sent(sent.until(), phone == null ? null : phone.shown()));
        });
    }

    private Secret number(String userId, Phone phone) {
        return secrets.open(phone.number(), Factors.phoneContext(userId));
    }

    private void requirePause(Factors before, Channel channel, Instant now) {
        before.code(channel)
                .map(last -> Duration.between(now, last.sentAt().plus(properties.pause())))
                .filter(Duration::isPositive)
                .ifPresent(left -> {
                    throw new TooManyCodes(left);
                });
    }

    private void reserve(String userId, Channel channel, @Nullable Phone phone, Instant now) {
        var person = "%s:person:%s".formatted(channel.code(), userId);
        if (!limits.reserve(person, properties.perPersonAndDay(), now)) {
            throw tomorrow(now);
        }
        if (phone != null
                && !(limits.reserve("sms:number:" + phone.key(), properties.perNumberAndDay(), now)
                        && limits.reserve("sms:all", properties.perDay(), now))) {
            throw tomorrow(now);
        }
    }

    private static TooManyCodes tomorrow(Instant now) {
        var tomorrow = LocalDate.ofInstant(now, ZoneOffset.UTC)
                .plusDays(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
        return new TooManyCodes(Duration.between(now, tomorrow));
    }
}
