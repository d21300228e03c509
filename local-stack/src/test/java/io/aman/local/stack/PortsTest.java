package io.aman.local.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortsTest {

    @TempDir
    Path folder;

    @Test
    void randomPortsAreFreeAndDifferent() {
        var ports = Ports.random();
        var used = Parts.of(folder, new Installation(folder), ports, new AsBuilt(), Map.of()).stream()
                .flatMap(part -> part.ports().keySet().stream())
                .toList();

        assertThat(used).hasSize(11 + 5).doesNotHaveDuplicates().allMatch(Ports::isFree);
    }

    @Test
    void noPortIsGivenTwiceNorIsItAnothersActuator() {
        var given = IntStream.range(0, 200)
                .map(_ -> Ports.free())
                .flatMap(port -> IntStream.of(port, port + Ports.MANAGEMENT_OFFSET))
                .boxed()
                .toList();

        assertThat(given).doesNotHaveDuplicates();
    }

    @Test
    void anOffsetMovesEveryPort() {
        assertThat(Ports.standard().shifted(100).gatewayUri()).hasToString("http://127.0.0.1:8180");
        assertThat(Ports.standard().shifted(100).mongoUri("payment")).isEqualTo("mongodb://127.0.0.1:28117/payment");
    }

    @Test
    void anOffsetThatLeavesTheRangeIsRefused() {
        for (var offset : new String[] {"60000", "-3000", "many"}) {
            var asked = new PortOffset(new Installation(folder), Map.of("AMAN_PORT_OFFSET", offset));
            assertThatThrownBy(asked::ports)
                    .isInstanceOf(StackFailure.Unknown.class)
                    .hasMessageContaining("AMAN_PORT_OFFSET=" + offset);
        }
    }

    @Test
    void aRunningStackIsFoundWhereItWasStarted() {
        var installation = new Installation(folder);
        new PortOffset(installation, Map.of("AMAN_PORT_OFFSET", "300")).remember();
        assertThat(new PortOffset(installation, Map.of()).ports()).isEqualTo(Ports.standard());

        var me = ProcessHandle.current().pid();
        installation
                .pidFile("kafka")
                .write(new PidFile.Entry(me, ProcessIdentity.of(me).orElseThrow(), 0));

        assertThat(new PortOffset(installation, Map.of()).ports())
                .isEqualTo(Ports.standard().shifted(300));
        assertThatThrownBy(new PortOffset(installation, Map.of("AMAN_PORT_OFFSET", "1"))::ports)
                .hasMessageContaining("runs with AMAN_PORT_OFFSET=300");
    }
}
