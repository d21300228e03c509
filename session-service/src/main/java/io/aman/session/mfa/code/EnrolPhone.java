package io.aman.session.mfa.code;

import io.aman.events.AccountEvent;
import io.aman.platform.Secret;
import io.aman.platform.security.Caller;
import io.aman.platform.write.Change;
import io.aman.session.mfa.FactorEvents;
import io.aman.session.mfa.FactorRecords;
import io.aman.session.mfa.FactorRemoval;
import io.aman.session.mfa.Factors;
import io.aman.session.mfa.MfaError.FactorInvalid;
import io.aman.session.mfa.MfaError.FactorNotFound;
import io.aman.session.mfa.Phone;
import io.aman.session.mfa.SentCode;
import io.aman.session.mfa.SentCode.Channel;
import io.aman.session.mfa.TrustedDevices;
import io.aman.session.token.KeyedHash;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Set;

/** Adds, replaces and removes the telephone that takes a person's codes. */
final class EnrolPhone {

    private static final String KIND = Channel.SMS.code();

    /** So often a number may be confirmed wrongly before another code has to be sent. */
    private static final int MOST_TRIES = 5;

    private final SendCode send;
    private final SentCodes codes;
    private final KeyedHash numberKeys;
    private final Set<String> regions;
    private final FactorRecords records;
    private final FactorRemoval removal;
    private final FactorEvents events;
    private final TrustedDevices devices;
    private final Clock clock;

    EnrolPhone(
            SendCode send,
            SentCodes codes,
            KeyedHash numberKeys,
            Set<String> regions,
            FactorRecords records,
            FactorRemoval removal,
            FactorEvents events,
            TrustedDevices devices,
            Clock clock) {
        this.send = send;
        this.codes = codes;
        this.numberKeys = numberKeys;
        this.regions = Set.copyOf(regions);
        this.records = records;
        this.removal = removal;
        this.events = events;
        this.devices = devices;
        this.clock = clock;
    }

    /** Sends a code to a number, which counts for nothing until it is confirmed. */
    SendCode.Sent begin(Caller caller, Secret typed) {
        var number = PhoneNumber.of(typed, regions);
        var key = HexFormat.of().formatHex(numberKeys.hash(number.e164().reveal()));
        return send.confirming(caller.userId(), number, key, caller.actor());
    }

    /**
     * Has the number count from now on, in place of one before.
     *
     * @throws FactorNotFound when none waits
     * @throws FactorInvalid when the code is wrong, too old, or was tried too often
     */
    Phone confirm(Caller caller, Secret code) {
        var userId = caller.userId();
        var now = Factors.stored(clock.instant());
        if (!records.change(userId, before -> confirmed(before, code, caller, now))) {
            throw new FactorInvalid();
        }
        devices.forgetAll(userId, "factor-added");
        var phone = records.of(userId).phone();
        if (phone == null) {
            throw new FactorNotFound(); // removed in the same moment
        }
        return phone;
    }

    private Change<Factors, AccountEvent, Boolean> confirmed(Factors before, Secret code, Caller caller, Instant now) {
        var waiting = before.phoneToConfirm();
        var sent = before.code(Channel.SMS).orElse(null);
        if (waiting == null || sent == null) {
            throw new FactorNotFound();
        }
        var use = SentCode.ENROLMENT + "/" + waiting.key();
        if (!sent.usableFor().equals(use) || sent.tries() >= MOST_TRIES) {
            throw new FactorInvalid();
        }
        if (!codes.matches(sent, code, before.userId(), use, now)) {
            return Change.silent(before.withCode(sent.triedOnceMore()), false);
        }
        var told = new ArrayList<AccountEvent>();
        if (before.phone() != null) {
            told.add(events.removed(before.userId(), KIND, before.phone().shown(), now, caller.actor()));
        }
        told.add(events.added(before.userId(), KIND, waiting.shown(), now, caller.actor()));
        var after = before.withoutCode(Channel.SMS)
                .withPhones(waiting, null)
                .withGuesses(before.guesses().allowedAgain(KIND));
        return new Change<>(after, told, true);
    }

    /** @throws FactorNotFound when the caller has none */
    void remove(Caller caller) {
        removal.remove(caller, KIND, before -> {
            if (before.phone() == null) {
                throw new FactorNotFound();
            }
            var shown = before.phone().shown();
            return new FactorRemoval.Removed(
                    before.withoutCode(Channel.SMS).withPhones(null, before.phoneToConfirm()), shown);
        });
    }
}
