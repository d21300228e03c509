package io.aman.security.detector;

import static io.aman.security.detector.SightOf.KUWAIT;
import static io.aman.security.detector.SightOf.accounts;
import static io.aman.security.detector.SightOf.hidden;
import static io.aman.security.detector.SightOf.kinds;
import static io.aman.security.detector.SightOf.tries;
import static org.assertj.core.api.Assertions.assertThat;

import io.aman.platform.geo.Anonymity;
import io.aman.platform.geo.Place;
import io.aman.security.reputation.AddressFacts;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Many at once: addresses, networks and passwords that are tried at many accounts. */
class CrowdDetectionTest {

    private static final String HOME = "203.0.113.9";
    private static final String AWAY = "198.51.100.1";
    private static final Duration DAY = Duration.ofDays(1);

    private final SightOf person = new SightOf();

    @Test
    void oneAddressThatFailsAtTenAccountsSprays() {
        var tries = tries(9, true, true);
        assertThat(kinds(person.with(tries).fails(Duration.ofSeconds(30), AWAY)))
                .containsExactly(Kind.SPRAYING);
        assertThat(kinds(new SightOf().with(tries(8, true, true)).fails(Duration.ofSeconds(30), AWAY)))
                .isEmpty();
        assertThat(kinds(new SightOf().with(tries).fails(Duration.ofHours(1), AWAY)))
                .isEmpty();
    }

    @Test
    void anOfficeWhereSomeMistypeDoesNotSpray() {
        var office = tries(30, false, false);
        for (int i = 0; i < 11; i++) {
            office = office.after(new Source.Try("f" + i, "account-" + i, SightOf.START, true, false));
        }
        assertThat(kinds(person.with(office).fails(Duration.ofSeconds(30), AWAY)))
                .isEmpty();
    }

    @Test
    void rightPairsFromADataCentreAreStuffingAndFromAnOfficeTheyAreNot() {
        person.succeeds(Duration.ZERO, HOME, KUWAIT);
        var tries = tries(12, false, true);

        assertThat(kinds(person.with(tries).succeeds(Duration.ofSeconds(30), AWAY, hidden(false, true, false))))
                .contains(Kind.STUFFING, Kind.ANONYMISER);
        var elsewhere = new SightOf();
        assertThat(kinds(elsewhere.with(tries).succeeds(Duration.ofSeconds(30), AWAY, KUWAIT)))
                .isEmpty();
        assertThat(kinds(new SightOf().with(tries(45, false, true)).succeeds(Duration.ofSeconds(30), AWAY, KUWAIT)))
                .contains(Kind.STUFFING);
        assertThat(kinds(new SightOf().with(tries(45, false, false)).succeeds(Duration.ofSeconds(30), AWAY, KUWAIT)))
                .isEmpty();
    }

    @Test
    void manyStrangersThatFailAtOnceAreNoticedOfStrangersOnly() {
        person.succeeds(Duration.ZERO, HOME, KUWAIT);
        var attack = new Crowd(accounts("s", 60), accounts("o", 100));

        assertThat(kinds(person.with(attack).succeeds(DAY, AWAY, KUWAIT))).contains(Kind.DISTRIBUTED_GUESSING);
        assertThat(kinds(person.with(attack).succeeds(DAY, HOME, KUWAIT))).doesNotContain(Kind.DISTRIBUTED_GUESSING);
        var busy = new Crowd(accounts("s", 60), accounts("o", 400));
        assertThat(kinds(new SightOf().with(busy).fails(DAY, AWAY))).isEmpty();
    }

    @Test
    void onePasswordAtManyAccountsIsNoticedOfStrangersOnlyHoweverManyAddresses() {
        person.succeeds(Duration.ZERO, HOME, KUWAIT);
        var sharers = new Crowd(accounts("s", 20), Set.of());

        assertThat(kinds(person.sharing(sharers).fails(DAY, AWAY))).containsExactly(Kind.PASSWORD_SPRAYING);
        assertThat(kinds(person.sharing(sharers).fails(DAY, HOME))).isEmpty();
        assertThat(kinds(new SightOf()
                        .sharing(new Crowd(accounts("s", 19), Set.of()))
                        .fails(DAY, AWAY)))
                .isEmpty();
        assertThat(kinds(new SightOf()
                        .sharing(sharers)
                        .sees(
                                person.signIn(false, DAY, AWAY, "Firefox 140", false),
                                new AddressFacts(new Place(null, null, null), Anonymity.NONE, Set.of(), true))))
                .isEmpty();
    }

    @Test
    void aNetworkThatFailsAtManyAccountsIsNoticedOfStrangersOnlyAndNotAmongManyOthers() {
        person.succeeds(Duration.ZERO, HOME, KUWAIT);
        var network = new Crowd(accounts("s", 40), accounts("o", 40));

        assertThat(kinds(person.among(network).fails(DAY, AWAY))).containsExactly(Kind.NETWORK_GUESSING);
        assertThat(kinds(person.among(network).fails(DAY, HOME))).isEmpty();
        assertThat(kinds(new SightOf()
                        .among(new Crowd(accounts("s", 39), Set.of()))
                        .fails(DAY, AWAY)))
                .isEmpty();
        assertThat(kinds(new SightOf()
                        .among(new Crowd(accounts("s", 40), accounts("o", 41)))
                        .fails(DAY, AWAY)))
                .isEmpty();
    }
}
