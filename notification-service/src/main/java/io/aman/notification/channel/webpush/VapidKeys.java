package io.aman.notification.channel.webpush;

import io.aman.platform.Secret;
import java.util.List;
import java.util.Optional;

/** Those of today and before: browsers are offered the first, and are told under the one that they subscribed with. */
final class VapidKeys {

    private final List<VapidKey> all;

    VapidKeys(List<Secret> secrets) {
        this.all = secrets.stream().map(VapidKey::of).toList();
    }

    VapidKey offered() {
        return all.getFirst();
    }

    /** Empty for one that was taken away. */
    Optional<VapidKey> find(String publicKey) {
        return all.stream().filter(key -> key.publicKey().equals(publicKey)).findFirst();
    }
}
