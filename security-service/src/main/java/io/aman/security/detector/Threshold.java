package io.aman.security.detector;

import java.time.Duration;

/**
 * A number that decides whether a detector notices something, and may be changed while it runs.
 *
 * @param name ends in its unit: {@code windowSeconds}, {@code sharePercent}; a count has none
 * @param usual where nothing else is configured
 */
public record Threshold(String name, long usual, long least, long most) {

    static Threshold count(String name, long usual, long most) {
        return new Threshold(name, usual, 1, most);
    }

    static Threshold percent(String name, long usual) {
        return new Threshold(name, usual, 0, 100);
    }

    static Threshold seconds(String name, Duration usual, Duration most) {
        return new Threshold(name, usual.toSeconds(), 1, most.toSeconds());
    }

    public boolean allows(long value) {
        return value >= least && value <= most;
    }
}
