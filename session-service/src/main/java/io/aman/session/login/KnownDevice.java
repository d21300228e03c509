package io.aman.session.login;

/**
 * A device at which the owner of an account has signed in before.
 *
 * @param key names it towards other services
 * @param generation the person's at that time: whatever ended all sessions since has made it a stranger
 * @param place where that was, as a keyed hash
 */
record KnownDevice(String key, long generation, String place) {}
