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
 * ports above its own; its stand-in, while it is replaced, and that one's actuator listen {@value #STAND_IN_OFFSET}
 * ports above these.
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

    /** A service's second process, while one takes over from the other, listens this much above the first. */
    static final int STAND_IN_OFFSET = 1900;

    private static final int HIGHEST_OFFSET = MANAGEMENT_OFFSET + STAND_IN_OFFSET;

    private static final int[] OFFSETS = {0, MANAGEMENT_OFFSET, STAND_IN_OFFSET, HIGHEST_OFFSET};

    private static final int LOWEST = 10_000;
    private static final int HIGHEST = 29_000;
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
     * A port on which nobody listens at this moment, nor on that of its actuator and those of its second process; nobody else
     * is given any of them either while this JVM lives. They lie below the range from which systems take outgoing ports, so
     * that none is lost to a client connection before its part binds it.
     */
    public static int free() {
        return ThreadLocalRandom.current()
                .ints(TRIES, LOWEST, HIGHEST)
                .filter(port -> IntStream.of(OFFSETS).allMatch(offset -> isFree(port + offset)))
                .filter(Ports::take)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no free ports from " + LOWEST));
    }

    /** What is the kernel's to decide: only one process, and only one caller in it, has a port's UDP twin. */
    private static boolean take(int port) {
        var sockets = new ArrayList<DatagramSocket>();
        try {
            for (var offset : OFFSETS) {
                sockets.add(new DatagramSocket(port + offset, InetAddress.ofLiteral(HOST)));
            }
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
            if (port < 1 || port > 65_535 - HIGHEST_OFFSET) {
                throw new IllegalArgumentException(
                        "port " + port + " is out of range (1.." + (65_535 - HIGHEST_OFFSET) + ")");
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

    /** Of a service and its stand-in, past the gateway. */
    String both(int port) {
        return both(port, "");
    }

    /** As {@link #both(int)}, with a path. */
    String both(int port, String path) {
        return http(port) + path + "," + http(port + STAND_IN_OFFSET) + path;
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
