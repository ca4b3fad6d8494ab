package dev.flowtruth.platform.linux.calls;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;

/**
 * The functions of {@code libbpf.so.1} that this module calls, by JNA direct mapping; all of them
 * are there since libbpf 1.0. Objects, maps, programs and links are addresses.
 *
 * <p>A function that gives an address gives 0 when it fails, one that gives a number gives a
 * negative one; errno tells why in both cases.
 */
final class LibBpf {
  static final String NAME = "libbpf.so.1";

  static {
    Native.register(LibBpf.class, NativeLibrary.getInstance(NAME));
  }

  private LibBpf() {}

  /** What libbpf says of its work goes to that function; 0 for nowhere. */
  static native long libbpf_set_print(long function);

  static native long bpf_object__open_mem(byte[] bytes, long size, Pointer options);

  static native int bpf_object__load(long object);

  static native void bpf_object__close(long object);

  static native long bpf_object__find_map_by_name(long object, String name);

  static native long bpf_object__find_program_by_name(long object, String name);

  static native int bpf_map__fd(long map);

  static native int bpf_map__set_max_entries(long map, int count);

  static native int bpf_map__value_size(long map);

  static native int bpf_map__set_initial_value(long map, byte[] bytes, long size);

  static native int bpf_program__set_autoload(long program, int load);

  static native long bpf_program__attach(long program);

  static native long bpf_program__attach_cgroup(long program, int cgroup);

  static native long bpf_program__attach_iter(long program, Pointer options);

  static native int bpf_link__fd(long link);

  static native int bpf_link__destroy(long link);

  static native int bpf_iter_create(int link);

  static native int bpf_map_lookup_elem(int map, ByteBuffer key, ByteBuffer value);

  static native int libbpf_num_possible_cpus();

  static native long btf__load_vmlinux_btf();

  static native int btf__find_by_name_kind(long btf, String name, int kind);

  static native void btf__free(long btf);
}
