package io.aman.session.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.aman.platform.security.AccessToken;
import io.aman.platform.security.AccessToken.Standing;
import io.aman.platform.security.Limits;
import io.aman.session.identity.UnacceptableInput;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoleTableTest {

    private static final RoleTable EMPTY = new RoleTable(0, new TreeMap<>());

    /** Names that look alike: each grants itself and nothing else. */
    @Provide
    Arbitrary<String> permissions() {
        return Arbitraries.of(
                "payment.view",
                "payment.views",
                "payment.vie",
                "payment.view.all",
                "pay.view",
                "user.admin",
                "all.all");
    }

    @Provide
    Arbitrary<Map<String, Set<String>>> grants() {
        return Arbitraries.maps(
                Arbitraries.of("USER", "CLERK", "USERS", "SUPPORT"),
                permissions().set().ofMaxSize(4));
    }

    @Property
    void somebodyMayExactlyWhatTheirRolesNameAndNothingThatLooksLikeIt(
            @ForAll("grants") Map<String, Set<String>> grants,
            @ForAll Set<@net.jqwik.api.From("roles") String> roles,
            @ForAll("permissions") String asked) {
        var table = EMPTY;
        for (var role : grants.entrySet()) {
            table = table.with(role.getKey(), role.getValue());
        }
        var expected = roles.stream()
                .anyMatch(role -> grants.getOrDefault(role, Set.of()).contains(asked));

        assertThat(token(table.permissionsOf(roles)).permits(asked)).isEqualTo(expected);
    }

    @Provide
    Arbitrary<String> roles() {
        return Arbitraries.of("USER", "CLERK", "USERS", "SUPPORT", "NOBODY_DEFINED_IT", "user", "ADMIN");
    }

    @Property
    void onlyTheExactWordForEverythingStandsForEverything(
            @ForAll("permissions") String asked, @ForAll("wildcards") String wildcard) {
        assertThat(token(Set.of(wildcard)).permits(asked)).isEqualTo(wildcard.equals("ALL"));
        if (!wildcard.equals("ALL")) {
            assertThatThrownBy(() -> EMPTY.with("CLERK", Set.of(wildcard))).isInstanceOf(UnacceptableInput.class);
        }
    }

    @Provide
    Arbitrary<String> wildcards() {
        return Arbitraries.of("ALL", "all", "All", "ALL ", "*", "payment.*", ".*", "*.view", "ALL.ALL", "payment.", "");
    }

    private static AccessToken token(Set<String> permissions) {
        return new AccessToken("usr_1", "ses_1", permissions, Instant.EPOCH, new Standing(0, 0, 0), null, null, null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "user", "A B", "A.B", "$set", "A/B", "ÄRZTE", "1A"})
    void whatIsNoNameOfARoleIsRefused(String name) {
        assertThatThrownBy(() -> EMPTY.with(name, Set.of())).isInstanceOf(UnacceptableInput.class);
    }

    @Test
    void administratorsKeepEverything() {
        assertThatThrownBy(() -> EMPTY.with("ADMIN", Set.of("payment.view")))
                .isInstanceOf(AccessError.BuiltInRole.class);
        assertThatThrownBy(() -> EMPTY.with("ADMIN", Set.of("ALL")).without("ADMIN"))
                .isInstanceOf(AccessError.BuiltInRole.class);
    }

    @Test
    void aDeletedRoleGrantsNothingToWhoStillHasIt() {
        var table = EMPTY.with("CLERK", Set.of("payment.refund")).with("USER", Set.of("payment.view"));

        assertThat(table.without("CLERK").permissionsOf(List.of("CLERK", "USER")))
                .containsExactly("payment.view");
        assertThatThrownBy(() -> EMPTY.without("CLERK")).isInstanceOf(AccessError.RoleNotFound.class);
    }

    @Test
    void ofEachLimitTheHighestOfSomebodysRolesCounts() {
        var table = EMPTY.with("USER", Set.of(), new Limits(10, 300, 5, 1_000, 0))
                .with("CLERK", Set.of(), new Limits(20, 0, 4, 900, 50_000))
                .with("NOTHING", Set.of());

        assertThat(table.limitsOf(List.of("USER", "CLERK", "NOTHING", "UNDEFINED")))
                .isEqualTo(new Limits(20, 300, 5, 1_000, 50_000));
        assertThat(table.limitsOf(List.of("NOTHING", "user"))).isEqualTo(Limits.NONE);
        assertThat(table.without("CLERK").limitsOf(List.of("CLERK"))).isEqualTo(Limits.NONE);
        assertThat(table.with("CLERK", Set.of("payment.view")).limitsOf(List.of("CLERK")))
                .isEqualTo(new Limits(20, 0, 4, 900, 50_000));
    }

    @Test
    void aLongerTimeNeverAllowsLessThanAShorterOne() {
        assertThatThrownBy(() -> EMPTY.with("CLERK", Set.of(), new Limits(20, 19, 0, 0, 0)))
                .isInstanceOf(UnacceptableInput.class);
        assertThatThrownBy(() -> EMPTY.with("CLERK", Set.of(), new Limits(0, 0, 0, 10, 9)))
                .isInstanceOf(UnacceptableInput.class);
    }

    @Test
    void whateverRolesSomebodyHasTheirPermissionsFitAToken() {
        var table = EMPTY;
        var granted = 0;
        try {
            for (; granted < 10_000; granted++) {
                table = table.with("R" + granted % 90, more(table, granted));
            }
        } catch (AccessError.RolesTooLarge _) {
            // the last one that fits is looked at
        }
        assertThat(granted).isBetween(100, 1000);
        assertThat(String.join("\",\"", table.permissionsOf(table.grants().keySet()))
                        .length())
                .isLessThanOrEqualTo(RoleTable.MAX_PERMISSION_BYTES);
    }

    private static Set<String> more(RoleTable table, int n) {
        var permissions = new HashSet<>(table.grantedBy("R" + n % 90));
        permissions.add("payment.p" + "abcdefghij".charAt(n % 10) + "-".repeat(n / 90) + (char) ('a' + n / 10 % 9));
        return permissions;
    }

    @Test
    void thereAreOnlySoManyRoles() {
        var grants = new TreeMap<String, SortedSet<String>>();
        IntStream.range(0, RoleTable.MAX_ROLES).forEach(n -> grants.put("R" + n, new TreeSet<>()));
        var full = new RoleTable(1, grants);

        assertThat(full.with("R0", Set.of("payment.view")).version()).isEqualTo(2);
        assertThatThrownBy(() -> full.with("ONE_MORE", Set.of())).isInstanceOf(AccessError.RolesTooLarge.class);
    }
}
