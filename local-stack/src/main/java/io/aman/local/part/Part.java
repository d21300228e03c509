package io.aman.local.part;

import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * The life of a part's process: {@code READY <name>} on stdout once it accepts work; one line on stderr and exit code 1
 * when it can't start; SIGTERM closes it.
 *
 * @param usage the arguments by name, e.g. {@code <host> <port>}; their number is enforced
 */
public record Part(String name, String usage) {

    /** Starts the part; what is returned gets closed on SIGTERM. */
    @FunctionalInterface
    public interface Start {
        AutoCloseable start(Arguments arguments) throws Exception;
    }

    /** Runs until the process is told to stop; call it last in {@code main}. */
    public void run(String[] args, Start start) throws InterruptedException {
        AutoCloseable running;
        try {
            if (args.length != usage.split(" ").length) {
                throw new CannotStart("usage: " + usage);
            }
            running = start.start(new Arguments(List.of(args)));
        } catch (CannotStart e) {
            fail(e.getMessage());
            return;
        } catch (Exception e) {
            e.printStackTrace();
            fail("cannot start: " + e);
            return;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(running), name + "-stop"));
        System.out.println("READY " + name);
        System.out.flush();
        new CountDownLatch(1).await();
    }

    /** Ends the process at once with one line: for what breaks while the part runs and makes its promises void. */
    public void fail(@org.jspecify.annotations.Nullable String reason) {
        System.err.println(name + ": " + reason);
        // halt: a half-started server's own shutdown hooks and threads must not delay or hide the exit code
        Runtime.getRuntime().halt(1);
    }

    private void close(AutoCloseable running) {
        try {
            running.close();
        } catch (Exception e) {
            System.err.println(name + ": did not stop cleanly: " + e);
        }
    }
}
