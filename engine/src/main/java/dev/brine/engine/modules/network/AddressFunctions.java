package dev.brine.engine.modules.network;

import dev.brine.engine.call.Arg;
import dev.brine.engine.call.Fn;
import dev.brine.engine.call.FunctionError;
import dev.brine.engine.call.Module;
import dev.brine.engine.data.IpAddress;
import dev.brine.engine.modules.host.PythonText;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code network}: what can be said of an address without asking the host. Salt 3006: Python's {@code ipaddress}. */
@Module("network")
public final class AddressFunctions {

    AddressFunctions() {}

    /** An address alone. */
    static IpAddress address(@Nullable Object text) {
        IpAddress read = text instanceof Long number
                ? IpAddress.of(BigInteger.valueOf(number))
                : IpAddress.address(PythonText.str(text));
        if (read == null) {
            throw new FunctionError(PythonText.repr(text) + " does not appear to be an IPv4 or IPv6 address");
        }
        return read;
    }

    /** The network that an address with a mask lies in. */
    static IpAddress network(String text) {
        IpAddress read = IpAddress.parse(text);
        if (read == null) {
            throw new FunctionError(PythonText.repr(text) + " does not appear to be an IPv4 or IPv6 network");
        }
        return read.net();
    }

    @Fn(doc = """
            Return the network of an address.

            ip_addr: the address, alone or as 172.17.0.5/16
            netmask: its mask
            """)
    public String calcNet(String ipAddr, @Arg(dflt = "None") @Nullable Object netmask) {
        return network(netmask == null ? ipAddr : ipAddr + "/" + PythonText.str(netmask))
                .toString();
    }

    @Fn(doc = """
            Return network, netmask and broadcast address of a network.

            cidr: as 172.31.0.0/16
            """)
    public Map<String, Object> convertCidr(String cidr) {
        IpAddress network = network(cidr);
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("network", network.at(network.value()).toString());
        all.put("netmask", network.mask().toString());
        all.put("broadcast", network.last().toString());
        return all;
    }

    @Fn(doc = """
            Return whether an address is private.

            ip_addr: the address
            """)
    public boolean isPrivate(Object ipAddr) {
        return address(ipAddr).isPrivate();
    }

    @Fn(doc = """
            Return whether an address is one of the loopback.

            ip_addr: the address
            """)
    public boolean isLoopback(Object ipAddr) {
        return address(ipAddr).isLoopback();
    }

    @Fn(doc = """
            Return the name under which an address is looked up.

            ip_addr: the address
            """)
    public String reverseIp(Object ipAddr) {
        return address(ipAddr).reversePointer();
    }

    @Fn(doc = """
            Return an IPv4 address in hexadecimal digits.

            ip: the address
            """)
    public String iphexval(String ip) {
        StringBuilder hex = new StringBuilder();
        for (String part : ip.split("\\.", -1)) {
            try {
                hex.append(String.format("%02X", Integer.parseInt(part.strip())));
            } catch (NumberFormatException e) {
                throw new FunctionError(
                        "invalid literal for int() with base 10: "
                                + PythonText.repr(part).toLowerCase(Locale.ROOT),
                        e);
            }
        }
        return hex.toString();
    }
}
