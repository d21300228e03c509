package io.aman.session.mfa.code;

import io.aman.platform.Secret;
import io.aman.platform.write.Change;
import io.aman.session.mfa.Challenge;
import io.aman.session.mfa.FactorRecords;
import io.aman.session.mfa.Factors;
import io.aman.session.mfa.SecondFactor;
import io.aman.session.mfa.SentCode.Channel;
import java.time.Clock;
import java.time.Instant;

/** A code that was sent by one channel for the challenge that it answers. */
abstract sealed class CodeFactor implements SecondFactor {

    private final Channel channel;
    private final SentCodes codes;
    final FactorRecords records;
    private final Clock clock;

    private CodeFactor(Channel channel, SentCodes codes, FactorRecords records, Clock clock) {
        this.channel = channel;
        this.codes = codes;
        this.records = records;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return channel.code();
    }

    @Override
    public boolean verify(String userId, Challenge challenge, Secret answer) {
        var now = Factors.stored(clock.instant());
        return records.change(userId, before -> {
            var matches = before.code(channel)
                    .filter(sent -> codes.matches(sent, answer, userId, challenge.key(), now))
                    .isPresent();
            return Change.silent(matches ? used(before, now) : before, matches);
        });
    }

    private Factors used(Factors before, Instant now) {
        var after = before.withoutCode(channel);
        var phone = before.phone();
        return channel == Channel.SMS && phone != null
                ? after.withPhones(phone.used(now), before.phoneToConfirm())
                : after;
    }

    /** To the telephone that the person has confirmed. */
    static final class Sms extends CodeFactor {

        Sms(SentCodes codes, FactorRecords records, Clock clock) {
            super(Channel.SMS, codes, records, clock);
        }

        @Override
        public String amr() {
            return "sms";
        }

        @Override
        public boolean enrolled(String userId) {
            return records.of(userId).phone() != null;
        }
    }

    /**
     * To the address of the account: it lets somebody in who has lost the factor, and proves no second one.
     *
     * @see <a href="https://pages.nist.gov/800-63-4/sp800-63b.html">NIST SP 800-63B-4, section 3.1.3.1</a>
     */
    static final class Email extends CodeFactor {

        private final boolean allowed;

        Email(boolean allowed, SentCodes codes, FactorRecords records, Clock clock) {
            super(Channel.EMAIL, codes, records, clock);
            this.allowed = allowed;
        }

        @Override
        public String amr() {
            return "otp";
        }

        @Override
        public Standing standing() {
            return Standing.RECOVERY;
        }

        @Override
        public boolean enrolled(String userId) {
            return allowed;
        }
    }
}
