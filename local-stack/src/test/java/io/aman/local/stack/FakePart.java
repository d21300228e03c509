package io.aman.local.stack;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CountDownLatch;

/** A process that behaves as a part can: {@code FakePart <name> <port> <manner>}. */
final class FakePart {

    enum Manner {
        SERVES,
        DIES,
        NEVER_READY,
        IGNORES_TERM
    }

    private FakePart() {}

    public static void main(String[] words) throws Exception {
        var port = Integer.parseInt(words[1]);
        try (var _ = new ServerSocket(port, 50, InetAddress.ofLiteral(Ports.HOST))) {
            switch (Manner.valueOf(words[2])) {
                case SERVES -> System.out.println("READY " + words[0]);
                case NEVER_READY -> System.out.println("still thinking");
                case IGNORES_TERM -> {
                    Runtime.getRuntime().addShutdownHook(new Thread(FakePart::forever));
                    System.out.println("READY " + words[0]);
                }
                case DIES -> {
                    System.out.println("java.lang.IllegalStateException: the cellar is flooded");
                    System.exit(7);
                }
            }
            forever();
        }
    }

    private static void forever() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
