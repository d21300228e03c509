package io.aman.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Where each part of the stack listens, always on 127.0.0.1. A service has its actuator {@value #MANAGEMENT_OFFSET}
 * ports above its own.
 *
 * @param mail the mail catcher's HTTP list of caught mails
 */
public record Ports(
        int gateway,
        int payment,
        int session,
        int security,
        int notification,
        int kafka,
        int kafkaController,
        int mongo,
        int smtp,
        int mail,
        int sandbox) {

    static final String HOST = "127.0.0.1";

    static final int MANAGEMENT_OFFSET = 1000;

    private static final int LOWEST = 10_000;
    private static final int HIGHEST = 31_000;
    private static final int TRIES = 1000;

    /** Holds the UDP ports of the same numbers as the ports that this JVM was given. */
    private static final Queue<DatagramSocket> HELD = new ConcurrentLinkedQueue<>();

    /** The ports the documentation names. */
    public static Ports standard() {
        return new Ports(8080, 8081, 8082, 8083, 8084, 29092, 29093, 28017, 2525, 8025, 8090);
    }

    /** A {@link #free()} port for each part. */
    public static Ports random() {
        return new Ports(free(), free(), free(), free(), free(), free(), free(), free(), free(), free(), free());
    }

    /**
     * A port on which nobody listens at this moment, nor on that of its actuator; nobody else is given either while this JVM
     * lives. It lies below the range from which systems take outgoing ports, so that it is not lost to a client connection
     * before its part binds it.
     */
    public static int free() {
        return ThreadLocalRandom.current()
                .ints(TRIES, LOWEST, HIGHEST)
                .filter(port -> isFree(port) && isFree(port + MANAGEMENT_OFFSET))
                .filter(Ports::take)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "no free ports between " + LOWEST + " and " + (HIGHEST + MANAGEMENT_OFFSET)));
    }

    /** What is the kernel's to decide: only one process, and only one caller in it, has a port's UDP twin. */
    private static boolean take(int port) {
        var sockets = new ArrayList<DatagramSocket>();
        try {
            sockets.add(new DatagramSocket(port, InetAddress.ofLiteral(HOST)));
            sockets.add(new DatagramSocket(port + MANAGEMENT_OFFSET, InetAddress.ofLiteral(HOST)));
            HELD.addAll(sockets);
            return true;
        } catch (SocketException _) {
            sockets.forEach(DatagramSocket::close);
            return false;
        }
    }

    /** The same ports, each {@code offset} higher, so that a second stack runs beside the first. */
    public Ports shifted(int offset) {
        return new Ports(
                gateway + offset,
                payment + offset,
                session + offset,
                security + offset,
                notification + offset,
                kafka + offset,
                kafkaController + offset,
                mongo + offset,
                smtp + offset,
                mail + offset,
                sandbox + offset);
    }

    public Ports {
        for (var port : new int[] {
            gateway, payment, session, security, notification, kafka, kafkaController, mongo, smtp, mail, sandbox
        }) {
            if (port < 1 || port > 65_535 - MANAGEMENT_OFFSET) {
                throw new IllegalArgumentException(
                        "port " + port + " is out of range (1.." + (65_535 - MANAGEMENT_OFFSET) + ")");
            }
        }
    }

    /** The address clients use. */
    public URI gatewayUri() {
        return http(gateway);
    }

    /** The list of caught mails. */
    public URI mailUri() {
        return http(mail);
    }

    /** The provider sandbox; Stripe's API lies under {@code /stripe}. */
    public URI sandboxUri() {
        return http(sandbox);
    }

    /** A service's own address, past the gateway. */
    public URI http(int port) {
        return URI.create("http://" + HOST + ":" + port);
    }

    /** Of the services' actuators. */
    public List<Integer> management() {
        return IntStream.of(gateway, payment, session, security, notification)
                .map(port -> port + MANAGEMENT_OFFSET)
                .boxed()
                .toList();
    }

    /** The database of one service. */
    public String mongoUri(String database) {
        return "mongodb://" + HOST + ":" + mongo + "/" + database;
    }

    /** For {@code bootstrap.servers}. */
    public String kafkaBootstrap() {
        return HOST + ":" + kafka;
    }

    static boolean isFree(int port) {
        // Some systems let a loopback listener bind beside a wildcard one: ask both ways.
        return !answers(port) && binds(port);
    }

    static boolean answers(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral(HOST), port), 300);
            return true;
        } catch (IOException _) {
            return false;
        }
    }

    private static boolean binds(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.ofLiteral(HOST), port));
            return true;
        } catch (java.net.BindException _) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
