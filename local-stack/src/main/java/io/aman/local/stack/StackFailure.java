package io.aman.local.stack;

import java.nio.file.Path;
import java.time.Duration;

/** Why the stack can't do what was asked; the message is the one line its user needs. */
public abstract sealed class StackFailure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private StackFailure(String line) {
        super(line);
    }

    /** Something else listens where a part must. */
    public static final class PortTaken extends StackFailure {
        private static final long serialVersionUID = 1;

        PortTaken(String what) {
            super(what);
        }
    }

    /** The disk can't take the stack's data. */
    public static final class DiskFull extends StackFailure {
        private static final long serialVersionUID = 1;

        DiskFull(long usableMegabytes, long neededMegabytes, Path where) {
            super("the disk of %s has %d MB left; the stack needs %d MB"
                    .formatted(where, usableMegabytes, neededMegabytes));
        }
    }

    /** A part ended while it was starting. */
    public static final class PartDied extends StackFailure {
        private static final long serialVersionUID = 1;

        PartDied(String part, String exit, String lastWords, Path log) {
            super("%s died while starting (%s): %s [%s]".formatted(part, exit, lastWords, log));
        }
    }

    /** A part runs and does not serve in time. */
    public static final class PartNotReady extends StackFailure {
        private static final long serialVersionUID = 1;

        PartNotReady(String part, Duration waited, String lastWords, Path log) {
            super("%s is not ready after %d s: %s [%s]".formatted(part, waited.toSeconds(), lastWords, log));
        }
    }

    /** Another launcher works on the same installation. */
    public static final class Busy extends StackFailure {
        private static final long serialVersionUID = 1;

        Busy(Path lock) {
            super("another launcher is starting or stopping this stack; try again when it is done [%s]"
                    .formatted(lock));
        }
    }

    /** Asked for what needs a stopped stack. */
    public static final class StillRunning extends StackFailure {
        private static final long serialVersionUID = 1;

        StillRunning(String parts) {
            super("still running: " + parts + "; run `./aman down` first");
        }
    }

    /** A backup can't be made, or put back. */
    public static final class Unrestored extends StackFailure {
        private static final long serialVersionUID = 1;

        Unrestored(String line) {
            super(line);
        }
    }

    /** A name that no part has, or a command line that says nothing. */
    public static final class Unknown extends StackFailure {
        private static final long serialVersionUID = 1;

        Unknown(String line) {
            super(line);
        }
    }

    /** What is started is not built. */
    public static final class NotBuilt extends StackFailure {
        private static final long serialVersionUID = 1;

        NotBuilt(String part, Path jar) {
            super("%s is not built: %s is missing".formatted(part, jar));
        }
    }

    /** The start was called off. */
    public static final class Interrupted extends StackFailure {
        private static final long serialVersionUID = 1;

        Interrupted() {
            super("interrupted; what this start had begun is stopped");
        }
    }
}
