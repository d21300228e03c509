package io.aman.local.sandbox.paypal;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** The key that signs webhooks, its certificate, and the authority that issued it; the authority's key is not kept. */
public final class PayPalCertificates {
    /** The signature's name in PayPal's header and in Java. */
    static final String ALGORITHM = "SHA256withRSA";

    private static final int KEY_BITS = 2048;

    /** Not RSA as well: such a key takes up to a second to make. */
    private static final int AUTHORITY_BITS = 256;

    private static final String AUTHORITY_ALGORITHM = "SHA256withECDSA";
    private static final Duration BACKDATED = Duration.ofDays(1);
    private static final Duration VALID = Duration.ofDays(3650);
    private static final X500Name AUTHORITY = new X500Name("CN=Aman sandbox CA,O=Aman local stack");
    private static final X500Name LEAF = new X500Name("CN=messageverificationcerts.paypal.com,O=Aman local stack");

    private final PrivateKey key;
    private final List<X509Certificate> chain;

    private PayPalCertificates(PrivateKey key, List<X509Certificate> chain) {
        this.key = key;
        this.chain = chain;
    }

    /** New keys and certificates, valid from yesterday for ten years. */
    public static PayPalCertificates make(Clock clock) {
        try {
            var authority = keys("EC", AUTHORITY_BITS);
            var leaf = keys("RSA", KEY_BITS);
            var issued = issue(LEAF, leaf, authority.getPrivate(), false, clock);
            var root = issue(AUTHORITY, authority, authority.getPrivate(), true, clock);
            return new PayPalCertificates(leaf.getPrivate(), List.of(issued, root));
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new IllegalStateException("every JDK has these algorithms", e);
        }
    }

    private static KeyPair keys(String algorithm, int bits) throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    private static X509Certificate issue(X500Name name, KeyPair keys, PrivateKey signer, boolean authority, Clock clock)
            throws OperatorCreationException, CertIOException, CertificateException {
        var from = clock.instant().minus(BACKDATED);
        var builder = new JcaX509v3CertificateBuilder(
                AUTHORITY,
                new BigInteger(64, new SecureRandom()),
                Date.from(from),
                Date.from(from.plus(VALID)),
                name,
                keys.getPublic());
        builder.addExtension(
                Extension.basicConstraints, true, authority ? new BasicConstraints(0) : new BasicConstraints(false));
        builder.addExtension(
                Extension.keyUsage,
                true,
                new KeyUsage(authority ? KeyUsage.keyCertSign | KeyUsage.cRLSign : KeyUsage.digitalSignature));
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder(AUTHORITY_ALGORITHM).build(signer)));
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
            var digest =
                    MessageDigest.getInstance("SHA-256").digest(chain.getFirst().getEncoded());
            var hex = HexFormat.of().formatHex(digest);
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
