package io.aman.security.detector;

/** What becomes of what a detector notices. */
public enum Mode {
    /** It does not look. */
    OFF,
    /** It is written down and changes nothing. */
    WATCH,
    /** It counts in the score and is answered. */
    ACT
}
