package io.aman.security.alert;

/** How soon somebody has to look. */
public enum Severity {
    LOW,
    MEDIUM,
    HIGH,
    CRITICAL
}
