package io.aman.security.detector;

import java.util.List;
import java.util.Optional;

/** A refresh token that came twice; told by the session, no sign-in shows it. */
final class RefreshReuse implements Detector {

    @Override
    public Kind kind() {
        return Kind.REFRESH_REUSE;
    }

    @Override
    public List<Threshold> thresholds() {
        return List.of();
    }

    @Override
    public Optional<Finding> notice(Sight sight, Settings settings) {
        return Optional.empty();
    }
}
