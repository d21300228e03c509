package io.aman.bench;

/**
 * What a benchmark found.
 *
 * @param subject what was measured
 * @param figures as measured
 * @param target what was promised
 */
public record Verdict(String subject, String figures, String target, boolean met) {

    /** The one line that is printed and may be quoted. */
    public String line() {
        return "bench %s: %s (target %s) %s".formatted(subject, figures, target, met ? "met" : "missed");
    }
}
