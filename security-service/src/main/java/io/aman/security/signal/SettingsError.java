package io.aman.security.signal;

/** What a caller may get wrong about detectors. */
abstract sealed class SettingsError extends RuntimeException {

    private SettingsError(String message) {
        super(message);
    }

    static final class InvalidThreshold extends SettingsError {
        InvalidThreshold() {
            super("The detector has no such threshold, or the value is out of its bounds.");
        }
    }

    static final class DetectorNotFound extends SettingsError {
        DetectorNotFound() {
            super("There is no such detector.");
        }
    }
}
