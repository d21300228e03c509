package io.aman.security.lockout;

import io.aman.platform.security.AddressKey;
import io.aman.security.lockout.Reservation.ChallengeDue;
import io.aman.security.lockout.Reservation.Denied;
import io.aman.security.lockout.Reservation.Granted;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Limits the attempts at one account and from one address. */
public final class Lockouts {

    private final MongoCounters counters;
    private final Limit perAccount;
    private final Limit perDevice;
    private final Limit perAddress;
    private final Limit unchallenged;

    /** @param unchallenged what may be tried at an account before a challenge is due */
    Lockouts(MongoCounters counters, Limit perAccount, Limit perDevice, Limit perAddress, Limit unchallenged) {
        this.counters = counters;
        this.perAccount = perAccount;
        this.perDevice = perDevice;
        this.perAddress = perAddress;
        this.unchallenged = unchallenged;
    }

    /** Where no challenge is due before the lock. */
    Lockouts(MongoCounters counters, Limit perAccount, Limit perAddress) {
        this(counters, perAccount, perAccount, perAddress, perAccount);
    }

    /**
     * Counts an attempt before it is verified, or denies it. The address comes first: one that is used up can no longer
     * use up the attempts of an account.
     *
     * <p>Most of what an account has takes a solved challenge: guessing costs work before it locks anybody. Of those who
     * solve none no more than so few are let through, however many come at once.
     *
     * <p>A device that its owner trusts has as many attempts of its own: whoever else uses up those of the account does
     * not lock it out. One that has used up its own counts as any other.
     *
     * @param accountKey a keyed hash of what was typed as the account
     * @param deviceKey a keyed hash of the proof that the client is a device which this account's owner trusts; null
     *     where it is none
     * @param solved asked where a challenge is due, which is used up by that
     * @throws IllegalArgumentException when the address is none
     */
    public Reservation reserve(String accountKey, String address, @Nullable String deviceKey, BooleanSupplier solved) {
        return switch (counters.reserve(address(address), perAddress)) {
            case Denied denied -> denied;
            case ChallengeDue due -> due;
            case Granted _ -> {
                var ofDevice = deviceKey == null ? null : counters.reserve(device(accountKey, deviceKey), perDevice);
                yield ofDevice instanceof Granted ? new Granted(null) : atAccount(accountKey, solved);
            }
        };
    }

    private Reservation atAccount(String accountKey, BooleanSupplier solved) {
        var isFree = unchallenged.attempts() >= perAccount.attempts()
                || counters.reserve(free(accountKey), unchallenged) instanceof Granted;
        return isFree || solved.getAsBoolean() ? counters.reserve(account(accountKey), perAccount) : new ChallengeDue();
    }

    /** As the other one, where every challenge is solved. */
    public Reservation reserve(String accountKey, String address, @Nullable String deviceKey) {
        return reserve(accountKey, address, deviceKey, () -> true);
    }

    /** The same, from no device that anybody trusts. */
    public Reservation reserve(String accountKey, String address) {
        return reserve(accountKey, address, null);
    }

    /**
     * Somebody who proved to be the owner.
     *
     * @param deviceKey where they did, if that device was trusted before
     * @param at when
     */
    public record CameIn(String accountKey, @Nullable String deviceKey, Instant at) {}

    /** What was tried up to then no longer counts against these accounts. */
    public void giveBack(Collection<CameIn> owners) {
        Map<String, Instant> upTo = new HashMap<>();
        for (var owner : owners) {
            latest(upTo, account(owner.accountKey()), owner.at());
            latest(upTo, free(owner.accountKey()), owner.at());
            if (owner.deviceKey() != null) {
                latest(upTo, device(owner.accountKey(), owner.deviceKey()), owner.at());
            }
        }
        counters.giveBack(upTo);
    }

    private static void latest(Map<String, Instant> upTo, String key, Instant at) {
        upTo.merge(key, at, (one, other) -> one.isAfter(other) ? one : other);
    }

    /** As the other one, of one owner wherever it was. */
    public void giveBack(String accountKey, Instant succeededAt) {
        giveBack(List.of(new CameIn(accountKey, null, succeededAt)));
    }

    /**
     * An attempt that was counted could not be verified: nobody has guessed, and it counts against no one.
     *
     * @param deviceKey as it was reserved with
     * @throws IllegalArgumentException when the address is none
     */
    public void giveBackUnverified(String accountKey, String address, @Nullable String deviceKey) {
        counters.giveBackOne(address(address));
        if (deviceKey == null) {
            counters.giveBackOne(account(accountKey));
            counters.giveBackOne(free(accountKey));
        } else {
            counters.giveBackOne(device(accountKey, deviceKey));
        }
    }

    private static String free(String accountKey) {
        return "free:" + accountKey;
    }

    private static String device(String accountKey, String deviceKey) {
        return "device:" + accountKey + ":" + deviceKey;
    }

    private static String address(String address) {
        return "address:" + AddressKey.of(address);
    }

    private static String account(String accountKey) {
        return "account:" + accountKey;
    }
}
