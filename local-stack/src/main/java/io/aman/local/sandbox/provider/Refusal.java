package io.aman.local.sandbox.provider;

import tools.jackson.databind.node.ObjectNode;

/** What a provider refuses, in its own words. */
public interface Refusal {

    int status();

    /** @param as the status that it is answered with */
    ObjectNode body(int as);

    default Reply reply() {
        return reply(status());
    }

    /** @param as another status, where a fault asks for it */
    default Reply reply(int as) {
        return Reply.json(as, body(as));
    }
}
