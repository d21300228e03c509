package io.aman.security.lockout;

import io.aman.platform.security.AddressKey;
import io.aman.security.lockout.Reservation.Denied;
import io.aman.security.lockout.Reservation.Granted;
import java.time.Instant;

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
     * @param accountKey a keyed hash of what was typed as the account
     * @throws IllegalArgumentException when the address is none
     */
    public Reservation reserve(String accountKey, String address) {
        return switch (counters.reserve(address(address), perAddress)) {
            case Denied denied -> denied;
            case Granted _ -> counters.reserve(account(accountKey), perAccount);
        };
    }

    /** Somebody proved to be the owner: what was tried up to then no longer counts against the account. */
    public void giveBack(String accountKey, Instant succeededAt) {
        counters.giveBack(account(accountKey), succeededAt, perAccount);
    }

    /**
     * An attempt that was counted could not be verified: nobody has guessed, and it counts against no one.
     *
     * @throws IllegalArgumentException when the address is none
     */
    public void giveBackUnverified(String accountKey, String address) {
        counters.giveBackOne(address(address), perAddress);
        counters.giveBackOne(account(accountKey), perAccount);
    }

    private static String address(String address) {
        return "address:" + AddressKey.of(address);
    }

    private static String account(String accountKey) {
        return "account:" + accountKey;
    }
}
