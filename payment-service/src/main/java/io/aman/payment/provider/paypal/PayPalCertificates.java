package io.aman.payment.provider.paypal;

import io.aman.payment.provider.ProviderHttp;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Certificates that webhooks are signed with. An address is looked at before anything is fetched from it; what was
 * fetched counts only if someone we trust has signed it for PayPal.
 */
final class PayPalCertificates {

    private static final int MAX_BYTES = 64 * 1024;
    private static final int MAX_KEPT = 16;
    private static final int MAX_CERTIFICATES = 8;

    /** Whoever sends forged webhooks must not make us fetch without limit. */
    private static final int MAX_FETCHES = 4;

    private static final Pattern PATH = Pattern.compile("/v1/notifications/certs/[A-Za-z0-9-]{1,100}");

    private final ProviderHttp http;
    private final Set<String> hosts;
    private final URI base;
    private final PayPalTrust trust;
    private final Clock clock;
    private final Semaphore fetches = new Semaphore(MAX_FETCHES);
    private final Map<URI, X509Certificate> kept = Collections.synchronizedMap(new LinkedHashMap<>(MAX_KEPT, 1, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<URI, X509Certificate> eldest) {
            return size() > MAX_KEPT;
        }
    });

    PayPalCertificates(PayPalProperties properties, PayPalTrust trust, Clock clock) {
        this.http = new ProviderHttp(properties.connectTimeout(), properties.readTimeout());
        this.hosts = Set.copyOf(properties.certHosts());
        this.base = properties.baseUrl();
        this.trust = trust;
        this.clock = clock;
    }

    /** What lies at an address. */
    sealed interface Found {}

    /** One that PayPal signs webhooks with. */
    record Genuine(X509Certificate certificate) implements Found {}

    /** The address is not PayPal's, or what lies there is no such certificate. */
    record NotGenuine() implements Found {}

    /** It could not be fetched, which says nothing about it. */
    record OutOfReach() implements Found {}

    Found at(String certUrl) {
        var url = acceptable(certUrl);
        if (url == null) {
            return new NotGenuine();
        }
        var known = kept.get(url);
        if (known != null) {
            return PayPalTrust.isValid(known, clock.instant()) ? new Genuine(known) : new NotGenuine();
        }
        if (!fetches.tryAcquire()) {
            return new OutOfReach();
        }
        try {
            return fetched(url);
        } finally {
            fetches.release();
        }
    }

    /** By https from PayPal's hosts, or from where we send our own credentials to. */
    private @Nullable URI acceptable(String certUrl) {
        URI url;
        try {
            url = URI.create(certUrl);
        } catch (IllegalArgumentException _) {
            return null;
        }
        if (url.getRawQuery() != null || url.getRawFragment() != null || url.getRawUserInfo() != null) {
            return null;
        }
        var path = String.valueOf(url.getRawPath());
        if (isBase(url)) {
            var prefix = base.getRawPath();
            return path.startsWith(prefix)
                            && PATH.matcher(path.substring(prefix.length())).matches()
                    ? url
                    : null;
        }
        var paypals = "https".equals(url.getScheme())
                && url.getHost() != null
                && hosts.contains(url.getHost())
                && (url.getPort() == -1 || url.getPort() == 443);
        return paypals && PATH.matcher(path).matches() ? url : null;
    }

    private boolean isBase(URI url) {
        return base.getScheme().equals(url.getScheme())
                && base.getRawAuthority().equals(url.getRawAuthority());
    }

    private Found fetched(URI url) {
        HttpResponse<byte[]> response;
        try {
            var request = HttpRequest.newBuilder(url).build();
            response = http.send(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_BYTES));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new OutOfReach();
        } catch (TimeoutException | ExecutionException _) {
            return new OutOfReach();
        }
        if (response.statusCode() == 404) {
            return new NotGenuine();
        }
        if (response.statusCode() != 200) {
            return new OutOfReach();
        }
        var genuine = certificates(response.body()).flatMap(chain -> trust.genuine(chain, clock.instant()));
        genuine.ifPresent(certificate -> kept.put(url, certificate));
        return genuine.<Found>map(Genuine::new).orElseGet(NotGenuine::new);
    }

    /** PEM, PayPal's own first. */
    private static Optional<List<X509Certificate>> certificates(byte[] pem) {
        try {
            var read =
                    CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem)).stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            return read.isEmpty() || read.size() > MAX_CERTIFICATES ? Optional.empty() : Optional.of(read);
        } catch (CertificateException _) {
            return Optional.empty();
        }
    }
}
