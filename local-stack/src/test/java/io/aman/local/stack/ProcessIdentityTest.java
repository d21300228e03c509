package io.aman.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessIdentityTest {

    private static final String STAT =
            "4242 (a (strange) name) %s 1 4242 4242 0 -1 4194560 1 0 0 0 5 1 0 0 20 0 %d 0 998877 1000 200 1 2 3";

    @Test
    void theStartTickIsFoundBehindANameWithBlanksAndParentheses() {
        assertThat(ProcessIdentity.fromStat(STAT.formatted("S", 12), "boot"))
                .contains(new ProcessIdentity("boot-998877"));
    }

    @Test
    void aProcessThatOnlyWaitsForItsParentHasEnded() {
        assertThat(ProcessIdentity.fromStat(STAT.formatted("Z", 1), "boot")).isEmpty();
    }

    @Test
    void aProcessWhoseOtherThreadsStillEndHasNotEnded() {
        assertThat(ProcessIdentity.fromStat(STAT.formatted("Z", 3), "boot")).isPresent();
    }

    @Test
    void aRunningProcessKeepsItsIdentity() {
        var pid = ProcessHandle.current().pid();

        assertThat(ProcessIdentity.of(pid)).isPresent().isEqualTo(ProcessIdentity.of(pid));
    }
}
