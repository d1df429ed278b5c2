package dev.brine.transport.crypto;

import java.io.IOException;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/** Moves an RSA key between PKCS#1, which Salt's files hold, and the wrappings that the JDK knows. */
final class Der {
    private static final AlgorithmIdentifier RSA =
            new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);

    private Der() {}

    /** PKCS#1 private key to PKCS#8. */
    static byte[] privateToPkcs8(byte[] pkcs1) {
        try {
            return new PrivateKeyInfo(RSA, ASN1Sequence.getInstance(pkcs1)).getEncoded();
        } catch (IOException | IllegalArgumentException e) {
            throw new KeyFormatException("not an RSA private key");
        }
    }

    /** PKCS#1 public key to SubjectPublicKeyInfo. */
    static byte[] publicToSpki(byte[] pkcs1) {
        try {
            return new SubjectPublicKeyInfo(RSA, ASN1Sequence.getInstance(pkcs1)).getEncoded();
        } catch (IOException | IllegalArgumentException e) {
            throw new KeyFormatException("not an RSA public key");
        }
    }

    /** The PKCS#1 private key inside a PKCS#8 that the JDK has written. */
    static byte[] pkcs8ToPrivate(byte[] pkcs8) {
        try {
            return PrivateKeyInfo.getInstance(pkcs8)
                    .parsePrivateKey()
                    .toASN1Primitive()
                    .getEncoded();
        } catch (IOException | IllegalArgumentException e) {
            throw new KeyFormatException("not an RSA private key");
        }
    }
}
