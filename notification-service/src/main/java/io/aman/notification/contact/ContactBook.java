package io.aman.notification.contact;

import java.util.function.UnaryOperator;

/** The numbers of everybody. */
interface ContactBook {

    Contacts of(String userId);

    /**
     * Replaces them with what follows from them, however many do so at the same time.
     *
     * @param next returns what it was given where nothing is to be changed; asked again where others were faster
     * @return what holds now
     */
    Contacts change(String userId, UnaryOperator<Contacts> next);
}
