package io.aman.local.sandbox.paypal;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What can be done next with an object (HATEOAS). */
final class Links {
    private final ArrayNode links;
    private final Cause cause;

    private Links(ArrayNode links, Cause cause) {
        this.links = links;
        this.cause = cause;
    }

    /** Replaces the links the object has. */
    static Links of(ObjectNode object, Cause cause) {
        return new Links(object.putArray("links"), cause);
    }

    Links get(String rel, String path) {
        return add(rel, "GET", path);
    }

    Links post(String rel, String path) {
        return add(rel, "POST", path);
    }

    Links add(String rel, String method, String path) {
        links.addObject().put("href", cause.url(path)).put("rel", rel).put("method", method);
        return this;
    }
}
