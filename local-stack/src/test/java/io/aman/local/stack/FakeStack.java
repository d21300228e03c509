package io.aman.local.stack;

import io.aman.local.stack.FakePart.Manner;
import io.aman.local.stack.Part.Readiness.LogLine;
import io.aman.local.stack.Part.Tier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A stack of {@link FakePart}s, one of each tier, on ports of its own. */
record FakeStack(Path folder, Ports ports, Manner store, Manner service, Manner edge, Manner standIn) {

    FakeStack(Path folder, Ports ports, Manner store, Manner service, Manner edge) {
        this(folder, ports, store, service, edge, Manner.SERVES);
    }

    static FakeStack in(Path folder, Manner store, Manner service, Manner edge) {
        return new FakeStack(folder, Ports.random(), store, service, edge, Manner.SERVES);
    }

    /** The same, whose service's stand-in behaves otherwise. */
    FakeStack withStandIn(Manner manner) {
        return new FakeStack(folder, ports, store, service, edge, manner);
    }

    static FakeStack healthy(Path folder) {
        return in(folder, Manner.SERVES, Manner.SERVES, Manner.SERVES);
    }

    /** A launcher of its own on the same folder and ports. */
    LocalStack launcher() {
        return launcher(Duration.ofSeconds(30), Duration.ofSeconds(10));
    }

    LocalStack launcher(Duration readyLimit, Duration stopGrace) {
        var parts = List.of(
                part("mongo", Tier.INFRASTRUCTURE, ports.mongo(), store),
                replaceable(part("payment-service", Tier.SERVICE, ports.payment(), service)),
                part("gateway", Tier.EDGE, ports.gateway(), edge));
        return new LocalStack(
                new Installation(folder), ports, parts, new Patience(readyLimit, stopGrace, Duration.ofMillis(100)));
    }

    /** The words from which {@link #parse} makes the same stack in another process. */
    List<String> words() {
        return List.of(
                folder.toString(),
                "" + ports.mongo(),
                "" + ports.payment(),
                "" + ports.gateway(),
                store.name(),
                service.name(),
                edge.name());
    }

    static FakeStack parse(String[] words) {
        var standard = Ports.standard();
        var ports = new Ports(
                Integer.parseInt(words[3]),
                Integer.parseInt(words[2]),
                standard.session(),
                standard.security(),
                standard.notification(),
                standard.kafka(),
                standard.kafkaController(),
                Integer.parseInt(words[1]),
                standard.smtp(),
                standard.mail(),
                standard.sandbox());
        return new FakeStack(
                Path.of(words[0]),
                ports,
                Manner.valueOf(words[4]),
                Manner.valueOf(words[5]),
                Manner.valueOf(words[6]),
                Manner.SERVES);
    }

    private Part replaceable(Part part) {
        var other = part(part.name(), part.tier(), part.port() + Ports.STAND_IN_OFFSET, standIn);
        return new Part(part.name(), part.tier(), part.ports(), part.launch(), part.readiness(), Optional.of(other));
    }

    private static Part part(String name, Tier tier, int port, Manner manner) {
        var command = java(FakePart.class);
        command.addAll(List.of(name, "" + port, manner.name()));
        return new Part(
                name,
                tier,
                Map.of(port, name),
                () -> new Launch(command, Map.of(), Set.of()),
                new LogLine("READY " + name));
    }

    static ArrayList<String> java(Class<?> main) {
        return new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    }
}
