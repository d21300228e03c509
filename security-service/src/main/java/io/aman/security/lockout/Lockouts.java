package io.aman.security.lockout;

import io.aman.platform.Ids;
import io.aman.platform.page.Cursor;
import io.aman.platform.security.AddressKey;
import io.aman.security.lockout.Reservation.ChallengeDue;
import io.aman.security.lockout.Reservation.Denied;
import io.aman.security.lockout.Reservation.Granted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Limits the attempts at one account and from one address. */
public final class Lockouts {

    private final MongoCounters counters;
    private final MongoTries tries;
    private final Limit perAccount;
    private final Limit perDevice;
    private final Limit perAddress;
    private final Limit unchallenged;

    /** @param unchallenged what may be tried at an account before a challenge is due */
    Lockouts(
            MongoCounters counters,
            MongoTries tries,
            Limit perAccount,
            Limit perDevice,
            Limit perAddress,
            Limit unchallenged) {
        this.counters = counters;
        this.tries = tries;
        this.perAccount = perAccount;
        this.perDevice = perDevice;
        this.perAddress = perAddress;
        this.unchallenged = unchallenged;
    }

    /** Where no challenge is due before the lock. */
    Lockouts(MongoCounters counters, MongoTries tries, Limit perAccount, Limit perAddress) {
        this(counters, tries, perAccount, perAccount, perAddress, perAccount);
    }

    /**
     * Somebody who wants to try.
     *
     * @param attemptId unlike any other
     * @param accountKey a keyed hash of what was typed as the account
     * @param deviceKey a keyed hash of the proof that the client is a device which this account's owner trusts; null
     *     where it is none
     * @param isAllowed whether the operator allowed the address: it has no limits of its own then
     */
    public record Wish(
            String attemptId,
            String accountKey,
            String address,
            @Nullable String deviceKey,
            boolean isAllowed) {}

    /**
     * Counts an attempt before it is verified, or denies it. The address comes first: one that is used up can no longer
     * use up the attempts of an account. One from which much failed is let through now and then only, and one that failed
     * at many accounts takes a solved challenge.
     *
     * <p>Most of what an account has takes a solved challenge: guessing costs work before it locks anybody. Of those who
     * solve none no more than so few are let through, however many come at once.
     *
     * <p>A device that its owner trusts has as many attempts of its own: whoever else uses up those of the account does
     * not lock it out, nor do strangers at its address. One that has used up its own counts as any other.
     *
     * @param solved asked where a challenge is due, which is used up by that; once at most
     * @throws IllegalArgumentException when the address is none
     */
    public Reservation reserve(Wish wish, BooleanSupplier solved) {
        var address = AddressKey.of(wish.address());
        if (!wish.isAllowed() && counters.reserve("address:" + address, perAddress) instanceof Denied denied) {
            return denied;
        }
        if (wish.deviceKey() != null
                && counters.reserve(device(wish.accountKey(), wish.deviceKey()), perDevice) instanceof Granted) {
            return new Granted(null);
        }
        var once = new AskedOnce(solved);
        if (wish.isAllowed()) {
            return atAccount(wish.accountKey(), once);
        }
        var fromThere = tries.reserve(address, wish.attemptId(), wish.accountKey(), once);
        if (!(fromThere instanceof Granted)) {
            return fromThere;
        }
        var there = atAccount(wish.accountKey(), once);
        if (there instanceof ChallengeDue) {
            tries.giveBack(Map.of(address, List.of(wish.attemptId())));
        }
        return there;
    }

    /** A solution counts once, for whatever it is due for. */
    private static final class AskedOnce implements BooleanSupplier {

        private final BooleanSupplier asked;
        private @Nullable Boolean answer;

        AskedOnce(BooleanSupplier asked) {
            this.asked = asked;
        }

        @Override
        public boolean getAsBoolean() {
            if (answer == null) {
                answer = asked.getAsBoolean();
            }
            return answer;
        }
    }

    private Reservation atAccount(String accountKey, BooleanSupplier solved) {
        var isFree = unchallenged.attempts() >= perAccount.attempts()
                || counters.reserve(free(accountKey), unchallenged) instanceof Granted;
        return isFree || solved.getAsBoolean() ? counters.reserve(account(accountKey), perAccount) : new ChallengeDue();
    }

    /** As the other one, of an attempt that has no other name. */
    public Reservation reserve(String accountKey, String address, @Nullable String deviceKey, BooleanSupplier solved) {
        return reserve(new Wish(Ids.random("att_"), accountKey, address, deviceKey, false), solved);
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
     * @param attemptId by which they did, and from which address; null where that is not known
     */
    public record CameIn(
            String accountKey,
            @Nullable String deviceKey,
            Instant at,
            @Nullable String attemptId,
            @Nullable String address) {

        /** Wherever it was. */
        public CameIn(String accountKey, @Nullable String deviceKey, Instant at) {
            this(accountKey, deviceKey, at, null, null);
        }
    }

    /** What was tried up to then no longer counts against these accounts; of their addresses, only these attempts. */
    public void giveBack(Collection<CameIn> owners) {
        Map<String, Instant> upTo = new HashMap<>();
        Map<String, List<String>> attempts = new HashMap<>();
        for (var owner : owners) {
            latest(upTo, account(owner.accountKey()), owner.at());
            latest(upTo, free(owner.accountKey()), owner.at());
            if (owner.deviceKey() != null) {
                latest(upTo, device(owner.accountKey(), owner.deviceKey()), owner.at());
            }
            if (owner.attemptId() != null && owner.address() != null) {
                attempts.computeIfAbsent(AddressKey.of(owner.address()), _ -> new ArrayList<>())
                        .add(owner.attemptId());
            }
        }
        counters.giveBack(upTo);
        tries.giveBack(attempts);
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
        counters.giveBackOne("address:" + AddressKey.of(address));
        if (deviceKey == null) {
            tries.giveBackOne(AddressKey.of(address));
            counters.giveBackOne(account(accountKey));
            counters.giveBackOne(free(accountKey));
        } else {
            counters.giveBackOne(device(accountKey, deviceKey));
        }
    }

    /** Notes which of these accounts, by their keys, belong to whom, where they are locked. */
    public void noteOwners(Map<String, String> owners) {
        Map<String, String> byKey = new HashMap<>();
        owners.forEach((accountKey, userId) -> byKey.put(account(accountKey), userId));
        counters.noteOwners(byKey);
    }

    /** Locked accounts, by when their lock ends, the last first. */
    List<Locked> locked(@Nullable Cursor after, int size) {
        return counters.locked(account(""), after, size);
    }

    static String accountKey(Locked locked) {
        return locked.key().substring(account("").length());
    }

    /** Forgets whose accounts were locked; they stay locked. */
    public void forget(String userId) {
        counters.forget(userId);
    }

    private static String free(String accountKey) {
        return "free:" + accountKey;
    }

    private static String device(String accountKey, String deviceKey) {
        return "device:" + accountKey + ":" + deviceKey;
    }

    private static String account(String accountKey) {
        return "account:" + accountKey;
    }
}
