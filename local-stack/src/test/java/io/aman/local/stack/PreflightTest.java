package io.aman.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreflightTest {

    @TempDir
    Path folder;

    @Test
    void aPortInUseIsNamedWithItsPartAndWhereKnownItsProcess() throws Exception {
        var ports = Ports.random();
        var parts = Parts.of(folder, new Installation(folder), ports, new AsBuilt(), Map.of());
        try (var _ = listener(ports.kafkaController())) {
            assertThatThrownBy(() -> Preflight.check(new Installation(folder), parts))
                    .isInstanceOf(StackFailure.PortTaken.class)
                    .hasMessageContaining("port " + ports.kafkaController() + " (kafka) is in use")
                    .hasMessageNotContaining("\n");
            PortOwner.of(ports.kafkaController())
                    .ifPresent(owner -> assertThat(owner).isEqualTo(ProcessHandle.current()));
        }
        Preflight.check(new Installation(folder), parts);
    }

    @Test
    void anActuatorsPortCounts() throws Exception {
        var ports = Ports.random();
        var parts = Parts.of(folder, new Installation(folder), ports, new AsBuilt(), Map.of());
        try (var _ = listener(ports.gateway() + Ports.MANAGEMENT_OFFSET)) {
            assertThatThrownBy(() -> Preflight.checkPorts(parts)).hasMessageContaining("(gateway's actuator)");
        }
    }

    @Test
    void aDiskThatIsTooSmallIsNamed() {
        assertThatThrownBy(() -> Preflight.checkDisk(new Installation(folder), Long.MAX_VALUE))
                .isInstanceOf(StackFailure.DiskFull.class)
                .hasMessageContaining("the disk of " + folder + " has")
                .hasMessageNotContaining("\n");
    }

    @Test
    void aListenerIsReadFromTheKernelsTable() {
        var line = "   1: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 77001 1";

        assertThat(PortOwner.listener(line, 8080)).contains("77001");
        assertThat(PortOwner.listener(line, 8081)).isEmpty();
        assertThat(PortOwner.listener(line.replace(" 0A ", " 01 "), 8080)).isEmpty();
    }

    private static ServerSocket listener(int port) throws Exception {
        var socket = new ServerSocket();
        socket.bind(new InetSocketAddress(InetAddress.ofLiteral(Ports.HOST), port));
        return socket;
    }
}
