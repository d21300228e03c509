package io.aman.session.device;

/** What kind of device a client presents itself as. */
enum DeviceType {
    DESKTOP,
    MOBILE,
    TABLET,
    /** A program that presents itself as no device of a person. */
    BOT,
    UNKNOWN
}
