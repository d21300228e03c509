package io.aman.security.simulation;

import io.aman.events.Money;
import io.aman.security.detector.Purchase;
import io.aman.security.detector.Spending.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * People who pay from home and from offices that share an address, are declined now and then and change their cards; and
 * who tries stolen cards, or empties an account. Everything follows from the seed.
 */
final class SimulatedPayments {

    /** What a payment belongs to. */
    enum Attack {
        NONE,
        /** One account with many cards. */
        TESTER,
        /** Many accounts at one address, with two cards each. */
        SHARED_TESTER,
        /** Many accounts at one device, with two cards each, each time from another address. */
        DEVICE_TESTER,
        /** Somebody else's account, with its card, as often as it goes. */
        EMPTIER,
        /** Somebody else's account, with a card of another. */
        STRANGE_CARD
    }

    /** @param campaign tells attacks of one kind apart */
    record Paid(
            String payer,
            Purchase purchase,
            String address,
            Instant at,
            Outcome outcome,
            Attack attack,
            int campaign) {}

    private static final Duration LENGTH = Duration.ofDays(30);
    private static final int PEOPLE = 600;
    private static final int OFFICES = 8;

    private final Random random;
    private final List<Paid> all = new ArrayList<>();

    SimulatedPayments(long seed) {
        this.random = new Random(seed);
    }

    /** Over {@link #LENGTH}; one in twelve is declined, and one in fifty paid with another card. */
    SimulatedPayments honest(int each) {
        for (int person = 0; person < PEOPLE; person++) {
            for (int i = 0; i < each; i++) {
                var address = random.nextInt(100) < 40 ? "50.0.%d.1".formatted(person % OFFICES) : home(person);
                var method = random.nextInt(50) == 0 ? "mth_other_" + person : card(person);
                pay("usr_" + person, method, address, anyTime(), 8, Attack.NONE, 0);
            }
        }
        return this;
    }

    SimulatedPayments testers(int campaigns) {
        for (int campaign = 0; campaign < campaigns; campaign++) {
            var begin = anyTime();
            for (int i = 0; i < 40; i++) {
                pay(
                        "usr_tester_" + campaign,
                        "mth_t%d_%d".formatted(campaign, i),
                        "60.0.%d.1".formatted(campaign),
                        begin.plusSeconds(30L * i),
                        85,
                        Attack.TESTER,
                        campaign);
            }
        }
        return this;
    }

    SimulatedPayments sharedTesters(int campaigns) {
        for (int campaign = 0; campaign < campaigns; campaign++) {
            var begin = anyTime();
            for (int i = 0; i < 60; i++) {
                pay(
                        "usr_st_%d_%d".formatted(campaign, i / 2),
                        "mth_s%d_%d".formatted(campaign, i),
                        "70.0.%d.1".formatted(campaign),
                        begin.plusSeconds(20L * i),
                        85,
                        Attack.SHARED_TESTER,
                        campaign);
            }
        }
        return this;
    }

    SimulatedPayments deviceTesters(int campaigns) {
        for (int campaign = 0; campaign < campaigns; campaign++) {
            var begin = anyTime();
            for (int i = 0; i < 60; i++) {
                pay(
                        "usr_dt_%d_%d".formatted(campaign, i / 2),
                        "mth_d%d_%d".formatted(campaign, i),
                        "100.%d.%d.1".formatted(campaign, i),
                        "dev_tester_" + campaign,
                        begin.plusSeconds(20L * i),
                        85,
                        Attack.DEVICE_TESTER,
                        campaign);
            }
        }
        return this;
    }

    SimulatedPayments emptiers(int campaigns) {
        for (int campaign = 0; campaign < campaigns; campaign++) {
            var begin = anyTime();
            for (int i = 0; i < 40; i++) {
                pay(
                        "usr_" + campaign,
                        card(campaign),
                        "80.0.%d.1".formatted(campaign),
                        begin.plusSeconds(60L * i),
                        8,
                        Attack.EMPTIER,
                        campaign);
            }
        }
        return this;
    }

    /** At accounts that have paid by then. */
    SimulatedPayments strangeCards(int campaigns) {
        for (int campaign = 0; campaign < campaigns; campaign++) {
            pay(
                    "usr_" + (PEOPLE / 2 + campaign),
                    "mth_strange_" + campaign,
                    "90.0.%d.1".formatted(campaign),
                    Instant.EPOCH.plus(LENGTH),
                    8,
                    Attack.STRANGE_CARD,
                    campaign);
        }
        return this;
    }

    /** At a device of the payer's own. */
    private void pay(
            String payer, String method, String address, Instant at, int declinedPercent, Attack attack, int campaign) {
        pay(payer, method, address, "dev_" + payer, at, declinedPercent, attack, campaign);
    }

    private void pay(
            String payer,
            String method,
            String address,
            String device,
            Instant at,
            int declinedPercent,
            Attack attack,
            int campaign) {
        var outcome = random.nextInt(100) < declinedPercent ? Outcome.DECLINED : Outcome.TAKEN;
        var amount = new Money(1_000 + random.nextInt(20_000), "USD");
        var purchase = new Purchase("pay_" + all.size(), amount, "stripe", method, device);
        all.add(new Paid(payer, purchase, address, at, outcome, attack, campaign));
    }

    /** Everything in the order of time. */
    List<Paid> inOrder() {
        return all.stream().sorted(Comparator.comparing(Paid::at)).toList();
    }

    private Instant anyTime() {
        return Instant.EPOCH.plusSeconds(random.nextLong(LENGTH.toSeconds()));
    }

    private static String home(int person) {
        return "20.%d.%d.7".formatted(person / 250, person % 250);
    }

    private static String card(int person) {
        return "mth_own_" + person;
    }
}
