package io.aman.security.detector;

import java.util.List;

/** What every way to notice something has: a name, a mode and thresholds that may be set while it runs. */
public interface Adjustable {

    Kind kind();

    /** What it notices as it is delivered. */
    default Mode usualMode() {
        return Mode.ACT;
    }

    List<Threshold> thresholds();
}
