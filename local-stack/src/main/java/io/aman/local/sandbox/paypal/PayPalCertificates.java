package io.aman.local.sandbox.paypal;

import io.aman.local.sandbox.provider.Digest;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;

/** The key that signs webhooks, its certificate, and the authority that issued it; the authority's key is not kept. */
public final class PayPalCertificates {
    /** The signature's name in PayPal's header and in Java. */
    static final String ALGORITHM = "SHA256withRSA";

    private static final int KEY_BITS = 2048;
    private static final String NAME = "CN=messageverificationcerts.paypal.com,O=Aman local stack";

    private final PrivateKey key;
    private final List<X509Certificate> chain;

    private PayPalCertificates(PrivateKey key, List<X509Certificate> chain) {
        this.key = key;
        this.chain = chain;
    }

    /** New keys and certificates, valid from yesterday for ten years. */
    public static PayPalCertificates make(Clock clock) {
        var authority = new CertificateAuthority(clock);
        var keys = CertificateAuthority.keys("RSA", KEY_BITS);
        return new PayPalCertificates(
                keys.getPrivate(), List.of(authority.certify(NAME, keys.getPublic()), authority.itself()));
    }

    /**
     * Reads what {@link #pem} wrote.
     *
     * @throws IllegalArgumentException when it is something else
     */
    public static PayPalCertificates of(String pem) {
        var key = new ArrayList<PrivateKey>();
        var chain = new ArrayList<X509Certificate>();
        try (var parser = new PEMParser(new StringReader(pem))) {
            for (var object = parser.readObject(); object != null; object = parser.readObject()) {
                if (object instanceof PrivateKeyInfo info) {
                    key.add(new JcaPEMKeyConverter().getPrivateKey(info));
                } else if (object instanceof X509CertificateHolder certificate) {
                    chain.add(new JcaX509CertificateConverter().getCertificate(certificate));
                }
            }
        } catch (IOException | CertificateException e) {
            throw new IllegalArgumentException("not PEM: " + e.getMessage(), e);
        }
        if (key.size() != 1 || chain.size() != 2) {
            throw new IllegalArgumentException("not one private key and two certificates");
        }
        return new PayPalCertificates(key.getFirst(), List.copyOf(chain));
    }

    /** The private key, its certificate and the authority's: a secret. */
    public String pem() {
        try {
            return written(new JcaPKCS8Generator(key, null)) + chainPem();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a receiver must trust. */
    public String authorityPem() {
        return written(chain.getLast());
    }

    /** What PayPal serves at the {@code PAYPAL-CERT-URL}. */
    String chainPem() {
        return written(chain.getFirst()) + written(chain.getLast());
    }

    private static String written(Object object) {
        var text = new StringWriter();
        try (var pem = new JcaPEMWriter(text)) {
            pem.writeObject(object);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** The last segment of the {@code PAYPAL-CERT-URL}. */
    String name() {
        try {
            var hex = Digest.of(chain.getFirst().getEncoded());
            return "CERT-%s-%s-%s".formatted(hex.substring(0, 8), hex.substring(8, 16), hex.substring(16, 24));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a certificate that was read can be written", e);
        }
    }

    byte[] sign(byte[] message) throws GeneralSecurityException {
        var signature = Signature.getInstance(ALGORITHM);
        signature.initSign(key);
        signature.update(message);
        return signature.sign();
    }

    boolean verify(byte[] message, byte[] signed) throws GeneralSecurityException {
        var signature = Signature.getInstance(ALGORITHM);
        signature.initVerify(chain.getFirst());
        signature.update(message);
        return signature.verify(signed);
    }

    @Override
    public String toString() {
        return name();
    }
}
