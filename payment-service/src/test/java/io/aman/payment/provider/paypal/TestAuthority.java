package io.aman.payment.provider.paypal;

import java.io.StringWriter;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Issues certificates, also bad ones. */
final class TestAuthority {

    static final String NAME = "messageverificationcerts.paypal.com";
    static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    static final Instant UNTIL = Instant.parse("2027-01-01T00:00:00Z");

    private final X500Name issuer = new X500Name("CN=Root");
    private final KeyPair keys = pair();

    private static KeyPair pair() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    X509Certificate root() throws Exception {
        return issue("CN=Root", null, keys, FROM, UNTIL, true);
    }

    X509Certificate leaf(String subject) throws Exception {
        return issue(subject, null, pair(), FROM, UNTIL, false);
    }

    X509Certificate leaf(String subject, String dns) throws Exception {
        return issue(subject, dns, pair(), FROM, UNTIL, false);
    }

    X509Certificate leaf(Instant from, Instant until) throws Exception {
        return issue("CN=" + NAME, null, pair(), from, until, false);
    }

    private X509Certificate issue(
            String subject, String dns, KeyPair holder, Instant from, Instant until, boolean authority)
            throws Exception {
        var builder = new JcaX509v3CertificateBuilder(
                issuer,
                BigInteger.valueOf(System.nanoTime()),
                Date.from(from),
                Date.from(until),
                new X500Name(subject),
                holder.getPublic());
        builder.addExtension(
                Extension.basicConstraints, true, authority ? new BasicConstraints(0) : new BasicConstraints(false));
        if (dns != null) {
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.dNSName, dns)));
        }
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    }

    static String pem(X509Certificate... certificates) throws Exception {
        var text = new StringWriter();
        try (var pem = new JcaPEMWriter(text)) {
            for (var certificate : certificates) {
                pem.writeObject(certificate);
            }
        }
        return text.toString();
    }
}
