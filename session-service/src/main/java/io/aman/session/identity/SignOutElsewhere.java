package io.aman.session.identity;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Hears from the directory that somebody has signed out there. */
public interface SignOutElsewhere {

    /**
     * Who has signed out; one of both at least.
     *
     * @param identitySession the one session there that is over
     * @param userId whose; where no session is named, all of theirs are over
     */
    record Notice(
            @Nullable String identitySession, @Nullable String userId) {}

    /**
     * Verifies a notice and has it carried out. It counts once, and only when it was carried out.
     *
     * @param end ends what the notice names; doing so twice is the same
     * @throws SignInRefused when it is not a fresh notice of our directory for us, or was carried out before
     * @throws IdentityUnavailable when it cannot be verified now
     */
    void accept(String token, Consumer<Notice> end);

    /** Whether a notice names what was vouched for. Asked once the session is stored: no notice can come in between. */
    boolean covers(Vouched vouched);
}
