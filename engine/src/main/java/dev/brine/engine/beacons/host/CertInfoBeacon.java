package dev.brine.engine.beacons.host;

import dev.brine.engine.beacons.Beacon;
import dev.brine.engine.beacons.BeaconSettings;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code cert_info}: certificates that expire within {@code notify_days}.
 *
 * <p>The text of extensions is that of OpenSSL for names and basic constraints; of others it is the value as hex.
 */
final class CertInfoBeacon implements Beacon {
    private static final Logger log = LoggerFactory.getLogger(CertInfoBeacon.class);

    private static final long NOTIFY_DAYS = 45;
    private static final DateTimeFormatter RAW =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SHOWN =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Map<String, String> EXTENSIONS = Map.of(
            "2.5.29.14", "subjectKeyIdentifier",
            "2.5.29.15", "keyUsage",
            "2.5.29.17", "subjectAltName",
            "2.5.29.18", "issuerAltName",
            "2.5.29.19", "basicConstraints",
            "2.5.29.31", "crlDistributionPoints",
            "2.5.29.32", "certificatePolicies",
            "2.5.29.35", "authorityKeyIdentifier",
            "2.5.29.37", "extendedKeyUsage",
            "1.3.6.1.5.5.7.1.1", "authorityInfoAccess");
    /** Kinds of alternative names by the numbers of RFC 5280. */
    private static final Map<Integer, String> NAMES = Map.of(1, "email", 2, "DNS", 6, "URI", 7, "IP Address");

    private static final Map<String, String> MORE_ATTRIBUTES = Map.of("1.2.840.113549.1.9.1", "emailAddress");

    private final Clock clock;

    CertInfoBeacon(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Validity validate(List<Object> config) {
        return BeaconSettings.of(config).has("files")
                ? Validity.OK
                : Validity.bad("Configuration for cert_info beacon must contain files option.");
    }

    @Override
    public List<Map<String, Object>> poll(List<Object> config) {
        BeaconSettings settings = BeaconSettings.of(config);
        long standard = days(settings.value("notify_days"), NOTIFY_DAYS);
        List<Object> told = new ArrayList<>();
        for (Object file : settings.list("files")) {
            String path = String.valueOf(file);
            long within = standard;
            if (file instanceof Map<?, ?> map && !map.isEmpty()) {
                Map.Entry<?, ?> entry = map.entrySet().iterator().next();
                path = String.valueOf(entry.getKey());
                within = entry.getValue() instanceof Map<?, ?> own ? days(own.get("notify_days"), standard) : standard;
            }
            try (InputStream in = Files.newInputStream(Path.of(path))) {
                X509Certificate certificate = (X509Certificate)
                        CertificateFactory.getInstance("X.509").generateCertificate(in);
                Instant end = certificate.getNotAfter().toInstant();
                long left = Math.floorDiv(
                        Duration.between(clock.instant(), end).toSeconds(),
                        Duration.ofDays(1).toSeconds());
                if (within < 0 || left <= within) {
                    told.add(told(path, certificate));
                }
            } catch (IOException | CertificateException e) {
                log.error("Unable to load certificate {} ({})", path, e.toString());
            }
        }
        return told.isEmpty() ? List.of() : List.of(Map.of("certificates", told));
    }

    private static long days(@Nullable Object value, long dflt) {
        return value instanceof Number number ? number.longValue() : dflt;
    }

    private Map<String, Object> told(String path, X509Certificate certificate) {
        Map<String, Object> told = new LinkedHashMap<>();
        Map<String, Object> issuer = components(certificate.getIssuerX500Principal());
        Map<String, Object> subject = components(certificate.getSubjectX500Principal());
        told.put("cert_path", path);
        told.put("issuer", text(issuer));
        told.put("issuer_dict", issuer);
        told.put("notAfter_raw", RAW.format(certificate.getNotAfter().toInstant()));
        told.put("notAfter", SHOWN.format(certificate.getNotAfter().toInstant()));
        told.put("notBefore_raw", RAW.format(certificate.getNotBefore().toInstant()));
        told.put("notBefore", SHOWN.format(certificate.getNotBefore().toInstant()));
        told.put("serial_number", serial(certificate.getSerialNumber()));
        told.put("signature_algorithm", algorithm(certificate.getSigAlgName()));
        told.put("subject", text(subject));
        told.put("subject_dict", subject);
        told.put("version", (long) certificate.getVersion() - 1);
        told.put("extensions", extensions(certificate));
        told.put("has_expired", certificate.getNotAfter().before(Date.from(clock.instant())));
        return told;
    }

    /** A serial number may be longer than what a message can hold as a number. */
    private static Object serial(BigInteger number) {
        if (number.bitLength() < Long.SIZE) {
            return number.longValue();
        }
        return number.bitLength() <= Long.SIZE && number.signum() > 0 ? number : number.toString();
    }

    /** OpenSSL's name of what Java calls {@code SHA256withRSA}. */
    private static String algorithm(String name) {
        String[] parts = name.split("with");
        if (parts.length != 2) {
            return name;
        }
        return parts[1].equals("ECDSA")
                ? "ecdsa-with-" + parts[0]
                : parts[0].toLowerCase(Locale.ROOT) + "With" + parts[1] + "Encryption";
    }

    /** In the order of the certificate; of a name that comes twice the last counts, as in Salt. */
    private static Map<String, Object> components(X500Principal name) {
        Map<String, Object> components = new LinkedHashMap<>();
        try {
            for (Rdn part : new LdapName(name.getName(X500Principal.RFC2253, MORE_ATTRIBUTES)).getRdns()) {
                components.put(part.getType(), String.valueOf(part.getValue()));
            }
        } catch (InvalidNameException e) {
            components.put("CN", name.getName());
        }
        return components;
    }

    private static String text(Map<String, Object> components) {
        return components.entrySet().stream()
                .map(entry -> entry.getKey() + "=\"" + entry.getValue() + "\"")
                .collect(Collectors.joining(","));
    }

    private static List<Object> extensions(X509Certificate certificate) {
        Set<String> ids = new TreeSet<>();
        addAll(ids, certificate.getCriticalExtensionOIDs());
        addAll(ids, certificate.getNonCriticalExtensionOIDs());
        List<Object> extensions = new ArrayList<>();
        for (String id : ids) {
            Map<String, Object> extension = new LinkedHashMap<>();
            extension.put("ext_name", EXTENSIONS.getOrDefault(id, id));
            extension.put("ext_data", data(id, certificate));
            extensions.add(extension);
        }
        return extensions;
    }

    private static void addAll(Set<String> ids, @Nullable Collection<String> more) {
        if (more != null) {
            ids.addAll(more);
        }
    }

    private static String data(String id, X509Certificate certificate) {
        if (id.equals("2.5.29.19")) {
            int length = certificate.getBasicConstraints();
            return length < 0 ? "CA:FALSE" : length == Integer.MAX_VALUE ? "CA:TRUE" : "CA:TRUE, pathlen:" + length;
        }
        try {
            if (id.equals("2.5.29.17") && certificate.getSubjectAlternativeNames() != null) {
                return certificate.getSubjectAlternativeNames().stream()
                        .map(name -> NAMES.getOrDefault(name.get(0), "othername") + ":" + name.get(1))
                        .collect(Collectors.joining(", "));
            }
        } catch (CertificateException e) {
            log.debug("names of {}", certificate.getSerialNumber(), e);
        }
        byte[] value = certificate.getExtensionValue(id);
        return value == null ? "" : HexFormat.ofDelimiter(":").withUpperCase().formatHex(value);
    }
}
