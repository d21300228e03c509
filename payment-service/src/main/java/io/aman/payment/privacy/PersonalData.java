package io.aman.payment.privacy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one feature keeps about people. Each feature that does has a bean of this type; nobody lists them.
 *
 * <p>Where one feature finds its data by another's, the other one comes first: {@code @Order}.
 */
public interface PersonalData {

    /** What it is, as the answer names it, such as {@code payments}. */
    String kind();

    /**
     * Erases what may be erased by now. It is called again, also after a crash, until nothing is pending: what is erased
     * already stays so.
     */
    Outcome erase(Person person);

    /**
     * How far it has come.
     *
     * @param erased how many of this person's things hold nothing about the person any more, earlier calls included
     * @param pending how many must wait, because something about them is still open
     * @param kept why the rest must be kept; null where there is no rest
     * @param waitingFor ids of some that wait, none of them personal: who looks there finds what is open
     */
    record Outcome(
            long erased,
            long pending,
            @Nullable String kept,
            @Nullable List<String> waitingFor) {

        public static Outcome of(long erased, long pending) {
            return new Outcome(erased, pending, null, null);
        }

        public static Outcome keeping(String why) {
            return new Outcome(0, 0, why, null);
        }

        public static Outcome of(long erased, long pending, List<String> waitingFor) {
            return new Outcome(erased, pending, null, waitingFor.isEmpty() ? null : waitingFor);
        }
    }
}
