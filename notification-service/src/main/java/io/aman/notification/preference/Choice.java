package io.aman.notification.preference;

/**
 * Whether a medium tells of a category.
 *
 * @param frequency kept while it is switched off, for when it is switched on again
 */
record Choice(boolean enabled, Frequency frequency) {

    Choice switched(boolean on) {
        return new Choice(on, frequency);
    }
}
