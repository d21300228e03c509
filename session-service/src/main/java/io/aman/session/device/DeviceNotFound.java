package io.aman.session.device;

/** There is no device of that id, or it is somebody else's: the caller is never told which. */
final class DeviceNotFound extends RuntimeException {

    DeviceNotFound() {
        super("There is no such device.");
    }
}
