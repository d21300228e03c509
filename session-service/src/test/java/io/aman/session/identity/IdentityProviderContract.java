package io.aman.session.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.events.Actor;
import io.aman.events.PasswordEvent;
import io.aman.platform.Ids;
import io.aman.platform.page.InvalidCursor;
import io.aman.testing.AtOnce;
import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every directory does, whoever keeps the accounts. Each test has people of its own: a directory may be shared. */
public abstract class IdentityProviderContract extends DirectoryPeople {

    @Test
    void whoRegistersIsKnownByTheirPasswordAndByTheirId() {
        var email = address("noor");
        var user = registered(email);

        assertThat(user.id()).matches("usr_[0-9a-f]{32}");
        assertThat(user)
                .isEqualTo(new User(user.id(), email, "Noor \u0646\u0648\u0631", "ar", Set.of(User.ROLE_USER), true));
        assertThat(directory().find(user.id())).contains(user);
        assertThat(told(user.id())).containsExactly("user.registered.v1");
    }

    @Test
    void whoRegistersAgainChangesNothingButThatTheOwnerIsTold() {
        var email = address("noor");
        var user = registered(email);
        register(email, "another password entirely");
        register(email, "another password entirely");

        assertThat(verified(email, PASSWORD)).isEqualTo(user);
        assertThat(directory().verify(email, password("another password entirely")))
                .isEqualTo(new Verification.Bad(user.id()));
        assertThat(told(user.id())).containsExactly("user.registered.v1", "user.registration-repeated.v1");
    }

    @Test
    void anAddressIsOneHoweverItIsWritten() {
        var written = "N\u00F6\u00D6r.%s@Example.com".formatted(tag);
        var user = registered(EmailAddress.of(written));

        assertThat(verified(EmailAddress.of(" " + written.toUpperCase(Locale.ROOT)), PASSWORD))
                .isEqualTo(user);
        assertThat(verified(EmailAddress.of(Normalizer.normalize(written, Normalizer.Form.NFD)), PASSWORD))
                .isEqualTo(user);
    }

    @ParameterizedTest
    @ValueSource(strings = {"o'brien+news", "a/b{c}", "x_y-z%w"})
    void addressesThatLookLikeCodeArePeople(String local) {
        var user = registered(address(local));
        assertThat(directory().search(address(local).value(), 10, null).items()).containsExactly(user);
    }

    @Test
    void aPasswordCountsToItsLastCharacter() {
        var email = address("noor");
        var long1 = "\u00E9".repeat(100) + "a";
        register(email, long1);

        verified(email, long1);
        assertThat(directory().verify(email, password("\u00E9".repeat(100) + "b")))
                .isInstanceOf(Verification.Bad.class);
    }

    @Test
    void aPasswordIsOneHoweverItIsComposed() {
        var email = address("noor");
        register(email, "p\u00E4ssw\u00F6rter sind lang");
        verified(email, Normalizer.normalize("p\u00E4ssw\u00F6rter sind lang", Normalizer.Form.NFD));
    }

    @Test
    void aWrongPasswordIsBadAndSoIsAnUnknownAddress() {
        var email = address("noor");
        var user = registered(email);

        assertThat(directory().verify(email, password("correct horse batterY")))
                .isEqualTo(new Verification.Bad(user.id()));
        assertThat(directory().verify(address("nobody"), password(PASSWORD))).isEqualTo(new Verification.Bad(null));
        assertThat(directory().decoy(password(PASSWORD))).isEqualTo(new Verification.Bad(null));
    }

    @Test
    void aClosedAccountIsNobodysUntilItIsOpenedAgain() {
        var email = address("noor");
        var user = registered(email);
        directory().setEnabled(user.id(), false);

        assertThat(directory().verify(email, password(PASSWORD))).isEqualTo(new Verification.Disabled(user.id()));
        assertThat(directory().find(user.id()).orElseThrow().enabled()).isFalse();

        directory().setEnabled(user.id(), true);
        assertThat(verified(email, PASSWORD)).isEqualTo(user);
    }

    @Test
    void peopleHaveExactlyTheRolesTheyAreGiven() {
        var user = registered(address("noor"));
        for (var roles : List.of(Set.of("ADMIN", "USER"), Set.of("ADMIN"), Set.<String>of(), Set.of("USER"))) {
            directory().setRoles(user.id(), roles);
            directory().setRoles(user.id(), roles);
            assertThat(directory().find(user.id()).orElseThrow().roles()).isEqualTo(roles);
        }
    }

    @Test
    void whoeverIsUnknownStaysUnknown() {
        var nobody = Ids.random("usr_");
        directory().setEnabled(nobody, true);
        directory().setRoles(nobody, Set.of("ADMIN"));
        directory().endIdentitySessions(nobody);

        assertThat(directory().find(nobody)).isEmpty();
        assertThat(directory().search(nobody, 10, null).items()).isEmpty();
    }

    @Test
    void endingWhatTheDirectoryRemembersIsNoHarm() {
        var user = registered(address("noor"));
        directory().endIdentitySessions(user.id());
        directory().endIdentitySessions(user.id());
        assertThat(directory().find(user.id())).contains(user);
    }

    @Test
    void aSearchPagesThroughEverybodyOnce() {
        var expected = new ArrayList<User>();
        for (var i = 0; i < 5; i++) {
            expected.add(registered(EmailAddress.of("s%s.%d@example.com".formatted(tag, i))));
        }
        var found = new ArrayList<User>();
        String cursor = null;
        do {
            var page = directory().search("s" + tag, 2, cursor);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(2);
            found.addAll(page.items());
            cursor = page.nextCursor();
        } while (cursor != null);

        assertThat(found).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(directory().search(expected.getFirst().id(), 2, null).items())
                .containsExactly(expected.getFirst());
    }

    @Test
    void aCursorThatNoPageEndedWithIsRefused() {
        assertThatThrownBy(() -> directory().search(null, 2, "../users")).isInstanceOf(InvalidCursor.class);
    }

    @Test
    void aPasswordThatIsSetTakesThePlaceOfTheOtherAndIsTold() {
        var email = address("noor");
        var user = registered(email);
        var before = stateOf(user);

        assertThat(set(user, "violet giraffe on a train", 5)).isEqualTo(PasswordOutcome.SET);

        verified(email, "violet giraffe on a train");
        assertThat(directory().verify(email, password(PASSWORD))).isEqualTo(new Verification.Bad(user.id()));
        assertThat(stateOf(user).mark()).isNotEqualTo(before.mark());
        assertThat(told(user.id())).containsExactly("user.registered.v1", "account.password-changed.v1");
    }

    @Test
    void aPasswordIsOnlySetOverTheOneThatWasMeant() {
        var email = address("noor");
        var user = registered(email);
        var first = stateOf(user).mark();
        set(user, "violet giraffe on a train", 0);

        assertThat(set(user, "green giraffe on a train", first, 0)).isEqualTo(PasswordOutcome.REPLACED_MEANWHILE);

        verified(email, "violet giraffe on a train");
        assertThat(told(user.id())).containsExactly("user.registered.v1", "account.password-changed.v1");
    }

    @Test
    void ofManyChangesAtOnceOneIsMade() throws Exception {
        var email = address("noor");
        var user = registered(email);
        var first = stateOf(user).mark();

        var outcomes = AtOnce.run(4, n -> set(user, "giraffe %d on a night train".formatted(n), first, 2));

        assertThat(outcomes).containsOnlyOnce(PasswordOutcome.SET).contains(PasswordOutcome.REPLACED_MEANWHILE);
        verified(email, "giraffe %d on a night train".formatted(outcomes.indexOf(PasswordOutcome.SET)));
        assertThat(told(user.id())).containsExactly("user.registered.v1", "account.password-changed.v1");
    }

    @Test
    void theLastPasswordsDoNotComeAgain() {
        var email = address("noor");
        var user = registered(email);
        assertThat(set(user, PASSWORD, 3)).isEqualTo(PasswordOutcome.USED_BEFORE);
        for (var password : List.of("first giraffe on a train", "second giraffe on a train", "third giraffe at sea")) {
            assertThat(set(user, password, 3)).isEqualTo(PasswordOutcome.SET);
        }

        for (var last : List.of("third giraffe at sea", "second giraffe on a train", "first giraffe on a train")) {
            assertThat(set(user, last, 3)).as(last).isEqualTo(PasswordOutcome.USED_BEFORE);
        }
        verified(email, "third giraffe at sea");
        assertThat(set(user, PASSWORD, 3)).isEqualTo(PasswordOutcome.SET);
    }

    @Test
    void anAddressLeadsToItsOwner() {
        var user = registered(address("noor"));
        assertThat(passwords().withAddress(address("noor"))).contains(user);
        assertThat(passwords().withAddress(address("nobody"))).isEmpty();
        assertThat(passwords().stateOf(Ids.random("usr_"))).isEmpty();
    }

    @Test
    void anOldPasswordIsToldOfOnceForEachTime() throws Exception {
        var user = registered(address("noor"));
        var changedAt = stateOf(user).changedAt();
        var told = new PasswordEvent.PasswordExpiring(user.id(), 7, Instant.EPOCH, Actor.system("test"), null);
        assertThat(aging(user, changedAt.minusSeconds(2), changedAt.minusSeconds(1), 7))
                .isEmpty();
        var aging = aging(user, changedAt.minusSeconds(1), changedAt, 7);
        assertThat(aging).hasSize(1);

        var tellers = AtOnce.run(4, _ -> passwords().tellOnce(aging.getFirst(), 7, told));

        assertThat(tellers).containsOnlyOnce(true);
        assertThat(told(user.id())).containsExactly("user.registered.v1", "account.password-expiring.v1");
        assertThat(aging(user, changedAt.minusSeconds(1), changedAt, 7)).isEmpty();
        assertThat(aging(user, changedAt.minusSeconds(1), changedAt, 14)).isEmpty();
        assertThat(aging(user, changedAt.minusSeconds(1), changedAt, 1)).hasSize(1);
    }

    @Test
    void onlyOpenAccountsCountAsHavingARole() {
        var open = registered(address("open"));
        var closed = registered(address("closed"));
        directory().setRoles(open.id(), Set.of("ADMIN"));
        directory().setRoles(closed.id(), Set.of("ADMIN"));
        directory().setEnabled(closed.id(), false);

        var found = directory().enabledWith("ADMIN", 100);
        assertThat(found).extracting(User::id).contains(open.id()).doesNotContain(closed.id());
        assertThat(directory().enabledWith("ADMIN", 1)).hasSize(1);
        assertThat(directory().enabledWith("NOBODY-HAS-THIS", 10)).isEmpty();
    }
}
