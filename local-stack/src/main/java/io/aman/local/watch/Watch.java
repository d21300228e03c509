package io.aman.local.watch;

import io.aman.local.tool.Tool;
import io.aman.local.tool.Toolbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Prometheus with an Alertmanager that mails, both watching a stack until they are closed. */
public final class Watch implements AutoCloseable {

    private final Prometheus prometheus;
    private final Alertmanager alertmanager;

    private Watch(Prometheus prometheus, Alertmanager alertmanager) {
        this.prometheus = prometheus;
        this.alertmanager = alertmanager;
    }

    /** The programs that it takes. */
    public record Programs(Tool prometheus, Tool alertmanager) {

        /** Those installed or of Debian's packages; empty where one could not be had. */
        public static Optional<Programs> find(Toolbox tools) {
            return tools.find("prometheus", "prometheus")
                    .flatMap(prometheus ->
                            Alertmanager.find(tools).map(alertmanager -> new Programs(prometheus, alertmanager)));
        }
    }

    /**
     * Where things are, all on loopback.
     *
     * @param prometheus port for Prometheus
     * @param alertmanager port for Alertmanager
     * @param smtp port of the server that takes mails
     * @param notifications port of notification-service
     * @param token the file with what it asks of an Alertmanager
     * @param services ports that answer {@code /actuator/prometheus}
     */
    public record Places(
            int prometheus, int alertmanager, int smtp, int notifications, Path token, Collection<Integer> services) {}

    /**
     * Starts both and waits until they serve.
     *
     * @param ops the checkout's folder of that name, whose rules and routes hold
     * @param folder for what they store, a folder each, emptied first
     * @throws IllegalStateException where one ends or takes too long; the other is ended then
     */
    public static Watch start(Programs programs, Path ops, Path folder, Places places) {
        var alertmanager = Alertmanager.start(
                programs.alertmanager(), folder.resolve("alertmanager"), places.alertmanager(), routes(ops, places));
        var prometheus = Prometheus.start(
                programs.prometheus(),
                folder.resolve("prometheus"),
                places.prometheus(),
                ops.resolve("prometheus/rules"),
                places.services(),
                List.of(places.alertmanager()));
        var watch = new Watch(prometheus, alertmanager);
        try {
            alertmanager.awaitReady();
            prometheus.awaitReady();
            return watch;
        } catch (IllegalStateException e) {
            watch.close();
            throw e;
        }
    }

    /** The routes of compose, where others are at other places, and which are quicker here. */
    private static String routes(Path ops, Places places) {
        try {
            return Files.readString(ops.resolve("alertmanager/alertmanager.yml"))
                    .replace("mail:1025", "127.0.0.1:" + places.smtp())
                    .replace("notification-service:8084", "127.0.0.1:" + places.notifications())
                    .replace("/run/secrets/aman/token", places.token().toString())
                    .replaceAll("group_wait: \\w+", "group_wait: 1s")
                    .replaceAll("group_interval: \\w+", "group_interval: 5s");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Prometheus prometheus() {
        return prometheus;
    }

    public Alertmanager alertmanager() {
        return alertmanager;
    }

    @Override
    public void close() {
        prometheus.close();
        alertmanager.close();
    }
}
