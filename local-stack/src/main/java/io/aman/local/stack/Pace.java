package io.aman.local.stack;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What the JVMs are for. The first compiler alone takes 5 s of processor time for a service's start where both take
 * 8 s, and 30 MB less; what is run for long wants both.
 */
enum Pace {
    QUICK_START("-XX:TieredStopAtLevel=1", "-Xmx192m"),

    LONG_RUN("-XX:TieredStopAtLevel=4", "-Xmx192m"),

    /**
     * As a long run, with more for the database than a laptop can spare, and all of it from the start: a tenth of its time
     * went into collecting a young generation that had yet to grow.
     */
    MILLIONS("-XX:TieredStopAtLevel=4", "-Xms1g -Xmx1g");

    /** Small heaps and one collector thread: nine JVMs share a laptop, and 2.5 GB of it. */
    private static final List<String> ALL = List.of(
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders", // a tenth less of every heap (JEP 519)
            "-Xss512k",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-UsePerfData",
            "-Xshare:auto",
            // Else all stops for a full collection each time so much code was compiled or so many classes were loaded.
            "-XX:SweeperThreshold=70",
            "-XX:MetaspaceSize=128m");

    /** The whole budget of memory, per part, but for the database's. */
    private static final Map<String, List<String>> SIZES = Map.of(
            "kafka", List.of("-Xmx320m"),
            "mail", List.of("-Xmx64m"),
            "sandbox", List.of("-Xmx96m"),
            "session-service", List.of("-Xmx224m", "-XX:MaxMetaspaceSize=192m"),
            "security-service", List.of("-Xmx128m", "-XX:MaxMetaspaceSize=192m"),
            "notification-service", List.of("-Xmx128m", "-XX:MaxMetaspaceSize=192m"),
            "payment-service", List.of("-Xmx224m", "-XX:MaxMetaspaceSize=192m"),
            "gateway", List.of("-Xmx128m", "-XX:MaxMetaspaceSize=192m"));

    private final String compilers;
    private final String database;

    Pace(String compilers, String database) {
        this.compilers = compilers;
        this.database = database;
    }

    /** The JVM's options for a part. */
    Stream<String> options(String part) {
        var sizes = part.equals("mongo") ? List.of(database.split(" ")) : SIZES.getOrDefault(part, List.of());
        return Stream.of(ALL, List.of(compilers), sizes).flatMap(List::stream);
    }
}
