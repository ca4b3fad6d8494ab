package dev.flowtruth.formats.capture;

/**
 * The numbers of pcapng (draft-ietf-opsawg-pcapng), and those by which others put process
 * information into it; here alone, because the latter may change.
 */
final class Pcapng {
  // Block types.
  static final int SECTION_HEADER = 0x0A0D0D0A;
  static final int INTERFACE = 1;
  static final int PACKET = 2; // obsolete, and still met
  static final int SIMPLE_PACKET = 3;
  static final int ENHANCED_PACKET = 6;
  static final int CUSTOM = 0x0BAD;

  /** Apple's Darwin Process Event Block, from the range for local use. */
  static final int DARWIN_PROCESS = 0x80000001;

  static final int BYTE_ORDER_MAGIC = 0x1A2B3C4D;

  // Where things are, from the beginning of the block.
  static final int BODY = 8;
  static final int SECTION_LENGTH = 16;
  static final int SECTION_OPTIONS = 24;
  static final int INTERFACE_OPTIONS = 16;
  static final int PACKET_DATA = 28;
  static final int DARWIN_OPTIONS = 12;

  /** Type and two lengths. */
  static final int FRAME = 12;

  // Options of any block.
  static final int END_OF_OPTIONS = 0;
  static final int COMMENT = 1;

  // Options of an interface.
  static final int INTERFACE_NAME = 2;
  static final int TIME_RESOLUTION = 9;
  static final int TIME_OFFSET = 14;

  // Options of a packet.
  static final int FLAGS = 2;
  static final int PROCESS_AND_THREAD = 8;
  static final int DARWIN_PROCESS_INDEX = 0x8001;

  // Options of a Darwin process. Its path (3) is left out: Wireshark knows name and UUID only.
  static final int DARWIN_NAME = 2;

  /** Wireshark's private enterprise number, and its entry type for a process. */
  static final int WIRESHARK = 32622;

  static final int PROCESS_ENTRY = 3;

  // Options of a Process Information Block, which is little-endian in every section.
  static final int PROCESS_NAME = 2;
  static final int PROCESS_PATH = 3;
  static final int PROCESS_PARENT = 5;
  static final int PROCESS_UID = 6;
  static final int PROCESS_USER = 7;
  static final int PROCESS_START = 9;

  private Pcapng() {}

  /** Bytes up to the next multiple of four. */
  static int padded(int length) {
    return (length + 3) & ~3;
  }
}
