package io.aman.payment.method;

import static org.assertj.core.api.Assertions.assertThat;

import io.aman.payment.method.MethodError.TooMany;
import io.aman.testing.AtOnce;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What many do to one wallet at once. */
class MethodRacesTest extends KeptMethods {

    @Test
    void thereAreNoMoreThanTheLimitHoweverManyAreAttachedAtOnce() throws Exception {
        var outcomes = AtOnce.run(20, n -> {
            try {
                return attach("test_" + n, "op" + n).state().name();
            } catch (TooMany _) {
                return "TOO_MANY";
            }
        });
        assertThat(outcomes).filteredOn("ACTIVE"::equals).hasSize(properties.max());
        assertThat(states()).hasSize(properties.max());
        assertThat(vault.kept()).isEqualTo(properties.max());
    }

    @Test
    void oneTokenAttachedManyTimesAtOnceIsKeptOnce() throws Exception {
        var ids = AtOnce.run(5, n -> attach("pm_a", n == 0, "op" + n).id());
        assertThat(wallets.of(PAYER).methods()).singleElement().satisfies(method -> {
            assertThat(method.isActive()).isTrue();
            assertThat(ids).contains(method.id());
        });
        assertThat(saved.defaultOf(PAYER, "stripe")).isPresent();
        assertThat(vault.kept()).isOne();
    }

    @Test
    void oneTokenAttachedASecondTimeMeanwhileIsTheSecondOne() {
        var meanwhile = MethodId.attachedBy("op2").value();
        vault.beforeNextAnswer(() -> attach("pm_a", "op2"));
        assertThat(attach("pm_a", true, "op1").id()).isEqualTo(meanwhile);
        assertThat(wallets.of(PAYER).methods())
                .singleElement()
                .satisfies(method -> assertThat(method.id()).isEqualTo(meanwhile));
        assertThat(saved.defaultOf(PAYER, "stripe")).isPresent();
    }

    @Test
    void oneOperationRunManyTimesAtOnceKeepsOne() throws Exception {
        var ids = AtOnce.run(8, _ -> attach("test_visa", "op1").id());
        assertThat(ids).containsOnly(MethodId.attachedBy("op1").value());
        assertThat(states()).containsExactly(MethodState.ACTIVE);
        assertThat(vault.kept()).isOne();
    }

    @Test
    void howeverManyAreMadeTheDefaultAtOnceOneIs() throws Exception {
        var ids = IntStream.range(0, 5)
                .mapToObj(n -> attach("pm_" + n, "op" + n).id())
                .toList();
        AtOnce.run(40, n -> wallets.change(PAYER, wallet -> wallet.makeDefault(ids.get(n % 5))));
        var wallet = wallets.of(PAYER);
        assertThat(wallet.methods()).filteredOn(wallet::isDefault).hasSize(1);
        assertThat(wallet.defaults()).hasSize(1);
    }

    @Test
    void aMethodThatIsDetachedAndMadeTheDefaultAtOnceIsNoDefaultInTheEnd() throws Exception {
        for (int round = 0; round < 10; round++) {
            var id = attach("pm_" + round, "op" + round).id();
            AtOnce.run(2, n -> {
                try {
                    return n == 0
                            ? methods.detach(PAYER, id).isPresent()
                            : wallets.change(PAYER, wallet -> wallet.makeDefault(id))
                                    .isChanged();
                } catch (MethodError _) {
                    return false;
                }
            });
            assertThat(wallets.of(PAYER).defaults()).isEqualTo(Map.of());
            assertThat(states()).isEmpty();
        }
    }
}
