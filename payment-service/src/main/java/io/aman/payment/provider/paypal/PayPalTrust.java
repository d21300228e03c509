package io.aman.payment.provider.paypal;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** Whom we believe that a certificate is PayPal's. */
final class PayPalTrust {

    /** As PayPal's own SDK has it: {@code messageverificationcerts*.paypal.com}. */
    private static final Pattern NAME =
            Pattern.compile("messageverificationcerts[a-z0-9.-]{0,100}\\.paypal\\.com", Pattern.CASE_INSENSITIVE);

    private static final int DNS_NAME = 2;

    private final Set<X509Certificate> roots;

    private PayPalTrust(Set<X509Certificate> roots) {
        this.roots = roots;
    }

    /**
     * @param pem null or blank for whom the JDK trusts
     * @throws IllegalArgumentException when it is something else than certificates
     */
    static PayPalTrust in(@Nullable String pem) {
        return new PayPalTrust(pem == null || pem.isBlank() ? ofJdk() : of(pem));
    }

    private static Set<X509Certificate> of(String pem) {
        try {
            var bytes = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
            var roots = CertificateFactory.getInstance("X.509").generateCertificates(bytes).stream()
                    .map(X509Certificate.class::cast)
                    .collect(Collectors.toUnmodifiableSet());
            if (roots.isEmpty()) {
                throw new IllegalArgumentException("there is no certificate to trust");
            }
            return roots;
        } catch (CertificateException e) {
            throw new IllegalArgumentException("the certificates to trust are no PEM", e);
        }
    }

    private static Set<X509Certificate> ofJdk() {
        try {
            var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            return Arrays.stream(factory.getTrustManagers())
                    .filter(X509TrustManager.class::isInstance)
                    .flatMap(manager -> Arrays.stream(((X509TrustManager) manager).getAcceptedIssuers()))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK trusts someone", e);
        }
    }

    /**
     * The certificate that signs, if all about it is good now.
     *
     * @param chain it comes first; the others lead to one we trust, in any order
     */
    Optional<X509Certificate> genuine(List<X509Certificate> chain, Instant now) {
        var leaf = chain.getFirst();
        return isPayPals(leaf) && isValid(leaf, now) && isTrusted(chain, now) ? Optional.of(leaf) : Optional.empty();
    }

    static boolean isValid(X509Certificate certificate, Instant now) {
        try {
            certificate.checkValidity(Date.from(now));
            return true;
        } catch (CertificateException _) {
            return false;
        }
    }

    private boolean isTrusted(List<X509Certificate> chain, Instant now) {
        var leaf = chain.getFirst();
        if (roots.contains(leaf)) {
            return true;
        }
        try {
            var wanted = new X509CertSelector();
            wanted.setCertificate(leaf);
            var anchors =
                    roots.stream().map(root -> new TrustAnchor(root, null)).collect(Collectors.toUnmodifiableSet());
            var parameters = new PKIXBuilderParameters(anchors, wanted);
            parameters.setDate(Date.from(now));
            parameters.setRevocationEnabled(false); // would ask others in the middle of a webhook
            parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(chain)));
            CertPathBuilder.getInstance("PKIX").build(parameters);
            return true;
        } catch (GeneralSecurityException _) {
            return false;
        }
    }

    private static boolean isPayPals(X509Certificate certificate) {
        return names(certificate).anyMatch(name -> NAME.matcher(name).matches());
    }

    private static Stream<String> names(X509Certificate certificate) {
        try {
            var alternatives = certificate.getSubjectAlternativeNames();
            var dns = alternatives == null
                    ? Stream.<String>empty()
                    : alternatives.stream()
                            .filter(entry -> Objects.equals(entry.get(0), DNS_NAME))
                            .map(entry -> String.valueOf(entry.get(1)));
            var subject = new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(rdn -> rdn.getType().equalsIgnoreCase("CN"))
                            .map(rdn -> String.valueOf(rdn.getValue()));
            return Stream.concat(dns, subject);
        } catch (CertificateParsingException | InvalidNameException _) {
            return Stream.empty();
        }
    }
}
