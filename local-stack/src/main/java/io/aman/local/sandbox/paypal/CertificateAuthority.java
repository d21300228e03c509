package io.aman.local.sandbox.paypal;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Issues the certificates of one sandbox, valid from yesterday for ten years, and then forgets its key. */
final class CertificateAuthority {
    private static final X500Name NAME = new X500Name("CN=Aman sandbox CA,O=Aman local stack");
    private static final Duration BACKDATED = Duration.ofDays(1);
    private static final Duration VALID = Duration.ofDays(3650);

    private final Clock clock;

    /** Elliptic, since an RSA key takes up to a second to make. */
    private final KeyPair keys = keys("EC", 256);

    CertificateAuthority(Clock clock) {
        this.clock = clock;
    }

    static KeyPair keys(String algorithm, int bits) {
        try {
            var generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + algorithm, e);
        }
    }

    X509Certificate itself() {
        return issue(NAME, keys.getPublic(), new BasicConstraints(0), KeyUsage.keyCertSign | KeyUsage.cRLSign);
    }

    X509Certificate certify(String name, PublicKey key) {
        return issue(new X500Name(name), key, new BasicConstraints(false), KeyUsage.digitalSignature);
    }

    private X509Certificate issue(X500Name name, PublicKey key, BasicConstraints constraints, int usage) {
        var from = clock.instant().minus(BACKDATED);
        var builder = new JcaX509v3CertificateBuilder(
                NAME, new BigInteger(64, new SecureRandom()), Date.from(from), Date.from(from.plus(VALID)), name, key);
        try {
            builder.addExtension(Extension.basicConstraints, true, constraints);
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate());
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (GeneralSecurityException | OperatorCreationException | CertIOException e) {
            throw new IllegalStateException("every JDK has ECDSA and X.509", e);
        }
    }
}
