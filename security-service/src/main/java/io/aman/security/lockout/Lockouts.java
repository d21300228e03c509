package io.aman.security.lockout;

import io.aman.platform.security.AddressKey;
import io.aman.security.lockout.Reservation.Denied;
import io.aman.security.lockout.Reservation.Granted;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Limits the attempts at one account and from one address. */
public final class Lockouts {

    private final MongoCounters counters;
    private final Limit perAccount;
    private final Limit perAddress;

    Lockouts(MongoCounters counters, Limit perAccount, Limit perAddress) {
        this.counters = counters;
        this.perAccount = perAccount;
        this.perAddress = perAddress;
    }

    /**
     * Counts an attempt before it is verified, or denies it. The address comes first: one that is used up can no longer
     * use up the attempts of an account.
     *
     * <p>A device that its owner trusts has as many attempts of its own: whoever else uses up those of the account does
     * not lock it out. One that has used up its own counts as any other.
     *
     * @param accountKey a keyed hash of what was typed as the account
     * @param deviceKey a keyed hash of the proof that the client is a device which this account's owner trusts; null
     *     where it is none
     * @throws IllegalArgumentException when the address is none
     */
    public Reservation reserve(String accountKey, String address, @Nullable String deviceKey) {
        return switch (counters.reserve(address(address), perAddress)) {
            case Denied denied -> denied;
            case Granted _ ->
                deviceKey != null
                                && counters.reserve(device(accountKey, deviceKey), perAccount)
                                        instanceof Granted granted
                        ? granted
                        : counters.reserve(account(accountKey), perAccount);
        };
    }

    /** As the other one, from no device that anybody trusts. */
    public Reservation reserve(String accountKey, String address) {
        return reserve(accountKey, address, null);
    }

    /** Somebody proved to be the owner: what was tried up to then no longer counts against the account. */
    public void giveBack(String accountKey, Instant succeededAt) {
        counters.giveBack(account(accountKey), succeededAt);
    }

    /** As the other one, of many accounts. */
    public void giveBack(Map<String, Instant> succeededAt) {
        var upTo = new HashMap<String, Instant>();
        succeededAt.forEach((accountKey, at) -> upTo.put(account(accountKey), at));
        counters.giveBack(upTo);
    }

    /**
     * An attempt that was counted could not be verified: nobody has guessed, and it counts against no one.
     *
     * @param deviceKey as it was reserved with
     * @throws IllegalArgumentException when the address is none
     */
    public void giveBackUnverified(String accountKey, String address, @Nullable String deviceKey) {
        counters.giveBackOne(address(address));
        counters.giveBackOne(deviceKey == null ? account(accountKey) : device(accountKey, deviceKey));
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
