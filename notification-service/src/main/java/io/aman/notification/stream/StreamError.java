package io.aman.notification.stream;

/** Why a stream is not opened. */
abstract sealed class StreamError extends RuntimeException {

    private StreamError(String message) {
        super(message);
    }

    /** What a client hands back is not the id of an event of ours. */
    static final class InvalidEventId extends StreamError {
        InvalidEventId() {
            super("Last-Event-ID is none of an event of this stream.");
        }
    }

    static final class TooManyOfPerson extends StreamError {
        TooManyOfPerson(int most) {
            super("At most %d streams may be open at a time.".formatted(most));
        }
    }

    static final class TooManyOpen extends StreamError {
        TooManyOpen() {
            super("No more streams can be opened here now.");
        }
    }
}
