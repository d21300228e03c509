package io.aman.local.sandbox;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static io.aman.local.part.Arguments.cannotListen;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.common.Slf4jNotifier;
import com.github.tomakehurst.wiremock.core.Options;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.aman.local.part.CannotStart;
import io.aman.local.sandbox.fcm.FcmSandbox;
import io.aman.local.sandbox.knet.HttpMerchant;
import io.aman.local.sandbox.knet.KnetSandbox;
import io.aman.local.sandbox.meta.MetaSandbox;
import io.aman.local.sandbox.paypal.PayPalSandbox;
import io.aman.local.sandbox.provider.Faults;
import io.aman.local.sandbox.provider.HttpTarget;
import io.aman.local.sandbox.provider.ProviderSandbox;
import io.aman.local.sandbox.provider.Store;
import io.aman.local.sandbox.provider.Webhooks;
import io.aman.local.sandbox.pwned.PwnedSandbox;
import io.aman.local.sandbox.receiver.ReceiverSandbox;
import io.aman.local.sandbox.stripe.StripeSandbox;
import io.aman.local.sandbox.twilio.TwilioSandbox;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Running payment providers: each one's API under {@code /<provider>}, commands under {@code /_sandbox}. */
public final class Sandbox implements AutoCloseable {
    private final SandboxOptions options;
    private final Store store;
    private final Faults faults = new Faults();
    private final Webhooks webhooks;
    private final StripeSandbox stripe;
    private final KnetSandbox knet;
    private final PayPalSandbox paypal;
    private final TwilioSandbox twilio;
    private final MetaSandbox meta;
    private final FcmSandbox fcm;
    private final List<ProviderSandbox> providers;
    private final WireMockServer server;

    private Sandbox(SandboxOptions options) {
        this.options = options;
        this.store = options.store().get();
        this.webhooks = new Webhooks(store, faults, options.webhooks(), options.clock());
        this.stripe = new StripeSandbox(store, webhooks, options.stripe(), options.clock());
        this.knet = new KnetSandbox(store, faults, options.knet(), options.merchant(), options.clock());
        this.paypal = new PayPalSandbox(store, webhooks, options.paypal(), options.clock(), this::baseUrl);
        this.twilio = new TwilioSandbox(store, webhooks, options.twilio(), options.clock());
        this.meta = new MetaSandbox(store, webhooks, options.meta(), options.clock());
        this.fcm = new FcmSandbox(store, options.fcm(), options.clock());
        this.providers = List.of(
                stripe,
                paypal,
                knet,
                twilio,
                meta,
                fcm,
                new PwnedSandbox(),
                new ReceiverSandbox(store, options.clock()));
        this.server = server(
                providers.stream().collect(Collectors.toUnmodifiableMap(ProviderSandbox::name, Function.identity())));
    }

    /** @throws CannotStart when the data can't be opened or the port is taken */
    public static Sandbox start(SandboxOptions options) {
        var sandbox = new Sandbox(options);
        try {
            sandbox.server.start();
            // not before: who receives one may ask at once
            sandbox.webhooks.start(sandbox.providers);
            return sandbox;
        } catch (RuntimeException e) {
            sandbox.close();
            throw cannotListen(options.host(), options.port(), e);
        }
    }

    private WireMockServer server(Map<String, ProviderSandbox> providers) {
        var front = new Front(providers, faults, new Commands(providers, faults, webhooks));
        var server = new WireMockServer(WireMockConfiguration.options()
                .bindAddress(options.host())
                .port(options.port())
                .extensions(front)
                .extensionScanningEnabled(false)
                // a client that is left waiting must not keep a thread that serves others
                .asynchronousResponseEnabled(true)
                .asynchronousResponseThreads(2)
                .useChunkedTransferEncoding(Options.ChunkedEncodingPolicy.NEVER)
                // journal and log would hold keys, and grow
                .disableRequestJournal()
                .stubRequestLoggingDisabled(true)
                .notifier(new Slf4jNotifier(false))
                // WireMock's own commands could replace the sandbox by something else
                .adminAuthenticator(_ -> false)
                .jettyStopTimeout(1_000L));
        server.stubFor(any(anyUrl()).willReturn(aResponse().withTransformers(Front.NAME)));
        return server;
    }

    /** {@code http://host:port}. */
    public URI baseUrl() {
        return URI.create("http://%s:%d".formatted(options.host(), server.port()));
    }

    /** What a Stripe client takes as its API's base. */
    public URI stripeUrl() {
        return baseUrl().resolve("/" + StripeSandbox.NAME);
    }

    /** What a PayPal client takes as its API's base. */
    public URI paypalUrl() {
        return baseUrl().resolve("/" + PayPalSandbox.NAME);
    }

    public PayPalSandbox paypal() {
        return paypal;
    }

    public StripeSandbox stripe() {
        return stripe;
    }

    /** What a KNET client takes as its base: {@code /kpg/…} lies below. */
    public URI knetUrl() {
        return baseUrl().resolve("/" + KnetSandbox.NAME);
    }

    public KnetSandbox knet() {
        return knet;
    }

    /** What a Twilio client takes as its API's base. */
    public URI twilioUrl() {
        return baseUrl().resolve("/" + TwilioSandbox.NAME);
    }

    public TwilioSandbox twilio() {
        return twilio;
    }

    /** What a client of Meta's Cloud API takes as its base. */
    public URI metaUrl() {
        return baseUrl().resolve("/" + MetaSandbox.NAME);
    }

    public MetaSandbox meta() {
        return meta;
    }

    public FcmSandbox fcm() {
        return fcm;
    }

    public Faults faults() {
        return faults;
    }

    public Webhooks webhooks() {
        return webhooks;
    }

    /** Stops serving and sending; what is owed stays in the store. */
    @Override
    public void close() {
        if (options.webhooks() instanceof HttpTarget target) {
            target.close(); // first, so that no attempt keeps the others waiting
        }
        if (options.merchant() instanceof HttpMerchant merchant) {
            merchant.close();
        }
        webhooks.close(); // before the server: a webhook names where the server listens
        server.stop();
        store.close();
    }
}
