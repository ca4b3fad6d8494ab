package dev.flowtruth.workload;

import java.util.ArrayList;
import java.util.List;

/**
 * Where a {@link Server} listens.
 *
 * @param tcp4 IPv4
 * @param tcp6 dual-stack, 0 where there is no IPv6
 * @param udp4 IPv4, several
 * @param udp6 dual-stack, 0 where there is no IPv6
 */
record Ports(int tcp4, int tcp6, List<Integer> udp4, int udp6) {
  /** {@code tcp4,tcp6,udp6,udp4,udp4,...} */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(tcp4 + "," + tcp6 + "," + udp6);
    udp4.forEach(port -> text.append(',').append(port));
    return text.toString();
  }

  static Ports parse(String text) {
    List<Integer> numbers = new ArrayList<>();
    for (String number : text.split(",", -1)) {
      numbers.add(Integer.valueOf(number));
    }
    return new Ports(
        numbers.get(0), numbers.get(1), numbers.subList(3, numbers.size()), numbers.get(2));
  }
}
