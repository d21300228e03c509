package io.aman.payment.method;

import io.aman.payment.method.MethodError.NotActive;
import io.aman.payment.method.MethodError.NotFound;
import io.aman.payment.method.MethodError.Rejected;
import io.aman.payment.method.MethodError.TooMany;
import io.aman.payment.provider.PaymentMethodToken;
import io.aman.payment.provider.ProviderAnswer.NotSent;
import io.aman.payment.provider.ProviderAnswer.Refused;
import io.aman.payment.provider.ProviderAnswer.Unknown;
import io.aman.payment.provider.VaultAnswer;
import io.aman.payment.provider.VaultAnswer.ActionRequired;
import io.aman.payment.provider.VaultAnswer.Gone;
import io.aman.payment.provider.VaultAnswer.Kept;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * All payment methods of one payer and their rules: at most one default for each provider, and none twice. A call either
 * changes everything it has to or throws and changes nothing.
 */
final class Wallet {

    /** Why a method failed that its payer never acted on. */
    static final String EXPIRED = "expired";

    private final String payer;
    private final long version;
    private final List<SavedMethod> loadedMethods;
    private final Map<String, String> loadedDefaults;
    private final List<SavedMethod> methods;
    private final Map<String, String> defaults;
    private @Nullable String begun;

    /** As it was stored; {@code version} counts the writes, and an empty one was perhaps never stored. */
    Wallet(String payer, List<SavedMethod> methods, Map<String, String> defaults, long version) {
        this.payer = payer;
        this.version = version;
        this.loadedMethods = List.copyOf(methods);
        this.loadedDefaults = Map.copyOf(defaults);
        this.methods = new ArrayList<>(methods);
        this.defaults = new HashMap<>(defaults);
    }

    static Wallet empty(String payer) {
        return new Wallet(payer, List.of(), Map.of(), 0);
    }

    /**
     * Opens the attempt to keep a method. One that was opened before is asked for again; nothing is opened when the
     * provider keeps this very token for the payer already.
     */
    void beginAttach(
            MethodId id,
            String provider,
            @Nullable PaymentMethodToken token,
            @Nullable URI returnUrl,
            boolean makeDefault,
            Instant at,
            Instant nextCheckAt,
            int max) {
        var standing = standing(provider, token);
        var opened = find(id.value());
        if (opened.isPresent()) {
            if (opened.get().state() == MethodState.ATTACHING) {
                replace(id.value(), open -> open.checked(nextCheckAt));
            }
            return;
        }
        if (standing.isPresent()) {
            requireNotDetaching(standing.get());
            if (makeDefault) {
                setDefault(standing.get());
            }
            return;
        }
        methods.removeIf(method -> method.state() == MethodState.FAILED); // the payer tries again
        if (methods.size() >= max) {
            throw new TooMany(max);
        }
        var sent = token == null ? null : new PaymentMethodToken(token.value(), customerAt(provider));
        methods.add(SavedMethod.attaching(id.value(), provider, sent, returnUrl, makeDefault, at, nextCheckAt));
        begun = id.value();
    }

    /** The provider's id of the payer, where one of the methods has taught it. */
    private @Nullable String customerAt(String provider) {
        return methods.stream()
                .filter(method -> method.provider().equals(provider) && method.kept() != null)
                .map(method -> method.token().customer())
                .filter(Objects::nonNull)
                .reduce((_, latest) -> latest)
                .orElse(null);
    }

    private static void requireNotDetaching(SavedMethod method) {
        if (method.state() == MethodState.DETACHING) {
            throw new Rejected(method.provider(), "being_detached");
        }
    }

    /** Takes in what came back from asking to keep a method; too late for one that was settled meanwhile. */
    void attachAnswered(String id, VaultAnswer answer) {
        var method = find(id).filter(open -> open.kept() == null && open.setup() == null);
        if (method.isEmpty()) {
            return;
        }
        switch (answer) {
            case Kept kept -> keep(method.get(), kept);
            case ActionRequired required -> replace(id, open -> open.waiting(required));
            case VaultAnswer.Rejected _ -> methods.remove(method.get());
            case NotSent _, Refused _ -> withdraw(method.get());
            case Unknown _ -> {}
            case Gone _ -> throw new IllegalStateException("asked to keep " + id + ", the provider forgot it");
        }
    }

    /** As if it had never been asked, unless somebody else asks for it as well: then only his answer tells. */
    private void withdraw(SavedMethod method) {
        if (method.state() == MethodState.ATTACHING && method.checks() == 0) {
            methods.remove(method);
        }
    }

    /** One that the provider keeps already under another id of ours is that one. */
    private void keep(SavedMethod method, Kept answer) {
        var twin = standing(method.provider(), answer.token());
        if (twin.isPresent()) {
            methods.remove(method);
        } else {
            replace(method.id(), open -> open.kept(answer));
        }
        if (method.makeDefault()) {
            twin.or(() -> find(method.id())).filter(SavedMethod::isActive).ifPresent(this::setDefault);
        }
    }

    /**
     * Takes in what has become of a method that waited for its payer.
     *
     * @param shownUntil how long one that failed is shown
     */
    void setupAnswered(String id, VaultAnswer answer, Instant shownUntil) {
        var method = find(id).filter(open -> open.kept() == null && open.setup() != null && !isOver(open));
        if (method.isEmpty()) {
            return;
        }
        switch (answer) {
            case Kept kept -> keep(method.get(), kept);
            case VaultAnswer.Rejected rejected -> giveUp(method.get(), rejected.code(), shownUntil);
            case Gone _ -> giveUp(method.get(), EXPIRED, shownUntil);
            case ActionRequired _, Unknown _, NotSent _, Refused _ -> {}
        }
    }

    private void giveUp(SavedMethod method, String code, Instant shownUntil) {
        if (method.state() == MethodState.DETACHING) {
            methods.remove(method);
        } else {
            replace(method.id(), open -> open.failed(code, shownUntil));
        }
    }

    private static boolean isOver(SavedMethod method) {
        return method.state() == MethodState.FAILED;
    }

    /** The payer may have acted: whoever waits for that is to be looked at now. */
    void hinted(String setup, Instant now) {
        methods.replaceAll(method -> method.state() == MethodState.REQUIRES_ACTION && setup.equals(method.setup())
                ? method.due(now)
                : method);
    }

    /** One that failed has been shown long enough. */
    void forget(String id) {
        methods.removeIf(method -> method.id().equals(id) && isOver(method));
    }

    /** Wants it gone: from now on it pays for nothing and is no default. */
    void beginDetach(String id, Instant nextCheckAt) {
        var method = require(id);
        if (method.state() != MethodState.DETACHING) {
            replace(id, open -> open.detaching(nextCheckAt));
            defaults.remove(method.provider(), id);
        }
    }

    /** Takes in what came back from asking to forget a method. */
    void detachAnswered(String id, VaultAnswer answer) {
        switch (answer) {
            case Gone _ ->
                methods.removeIf(method -> method.id().equals(id) && method.state() == MethodState.DETACHING);
            case Unknown _, NotSent _, Refused _ -> {} // the payer wants it gone all the same
            case Kept _, ActionRequired _, VaultAnswer.Rejected _ ->
                throw new IllegalStateException("asked to forget " + id + ", the provider spoke of keeping");
        }
    }

    /** Somebody is about to ask what has become of it, and the next one asks later. */
    void checked(String id, Instant next) {
        if (find(id).filter(method -> !method.isActive()).isPresent()) {
            replace(id, open -> open.checked(next));
        }
    }

    /** The last word on the default, also over one that is still to be attached. */
    void makeDefault(String id) {
        var method = require(id);
        if (!method.isActive()) {
            throw new NotActive(id, method.state());
        }
        setDefault(method);
        methods.replaceAll(other ->
                other.provider().equals(method.provider()) && other.makeDefault() ? other.notDefault() : other);
    }

    private void setDefault(SavedMethod method) {
        defaults.put(method.provider(), method.id());
    }

    private void replace(String id, UnaryOperator<SavedMethod> change) {
        methods.replaceAll(method -> method.id().equals(id) ? change.apply(method) : method);
    }

    SavedMethod require(String id) {
        return find(id).orElseThrow(NotFound::new);
    }

    Optional<SavedMethod> find(String id) {
        return methods.stream().filter(method -> method.id().equals(id)).findFirst();
    }

    /** The one that the provider keeps as this token. */
    Optional<SavedMethod> standing(String provider, @Nullable PaymentMethodToken token) {
        return methods.stream()
                .filter(method -> method.provider().equals(provider) && method.stands(token))
                .findFirst();
    }

    Optional<SavedMethod> defaultOf(String provider) {
        return Optional.ofNullable(defaults.get(provider)).flatMap(this::find);
    }

    boolean isDefault(SavedMethod method) {
        return method.id().equals(defaults.get(method.provider()));
    }

    /** Whether this very change opened the attempt: nobody can have sent it before. */
    boolean hasBegun(String id) {
        return id.equals(begun);
    }

    boolean isChanged() {
        return !methods.equals(loadedMethods) || !defaults.equals(loadedDefaults);
    }

    String payer() {
        return payer;
    }

    long version() {
        return version;
    }

    /** In the order in which they were attached. */
    List<SavedMethod> methods() {
        return List.copyOf(methods);
    }

    Map<String, String> defaults() {
        return Map.copyOf(defaults);
    }

    /** When the first open one is to be looked at. */
    @Nullable
    Instant nextCheckAt() {
        return methods.stream()
                .map(SavedMethod::nextCheckAt)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
    }
}
