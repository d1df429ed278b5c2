package dev.brine.engine.modules.network;

import dev.brine.engine.call.FunctionError;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The packet that wakes a machine over the network: six bytes of one bits, then the machine's hardware address sixteen times.
 *
 * <p>Used by the execution module and by the runner {@code network}. Stateless.
 */
public final class MagicPacket {
    private static final int REPEATS = 16;

    private MagicPacket() {}

    /**
     * Sends it.
     *
     * @param mac the machine's hardware address, its bytes separated by {@code :}, {@code -}, {@code .} or nothing
     * @param broadcast address of the network it is in
     */
    public static void send(String mac, String broadcast, long port) {
        byte[] packet = of(mac);
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setBroadcast(true);
            socket.send(new DatagramPacket(
                    packet, packet.length, new InetSocketAddress(InetAddress.getByName(broadcast), (int) port)));
        } catch (IOException | IllegalArgumentException e) {
            throw new FunctionError("cannot send to " + broadcast + ":" + port + ": " + e.getMessage(), e);
        }
    }

    static byte[] of(String mac) {
        byte[] address;
        try {
            address = HexFormat.of().parseHex(mac.replaceAll("[-:. ]", ""));
        } catch (IllegalArgumentException e) {
            throw new FunctionError("Invalid MAC address: " + mac, e);
        }
        if (address.length != 6) {
            throw new FunctionError("Invalid MAC address: " + mac);
        }
        byte[] packet = new byte[6 + REPEATS * address.length];
        Arrays.fill(packet, 0, 6, (byte) 0xff);
        for (int i = 0; i < REPEATS; i++) {
            System.arraycopy(address, 0, packet, 6 + i * address.length, address.length);
        }
        return packet;
    }
}
