package io.aman.notification.preference;

/** Messages that wait for their time. */
public interface WhatWaits {

    /** Plans again what waits for a person whose preferences have changed. */
    void planAnew(String userId);
}
