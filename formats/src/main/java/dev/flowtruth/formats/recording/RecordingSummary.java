package dev.flowtruth.formats.recording;

import java.util.Optional;

/**
 * What reading a recording came to.
 *
 * @param lines lines that were read, the header and those that were skipped included
 * @param skipped lines of a type that this version does not know
 * @param torn true when the file breaks off in the middle of a line
 * @param lastNanos wall-clock ns up to which it is known what happened: the footer's time, else the
 *     latest time in any line
 * @param footer present when the file was ended in order
 */
public record RecordingSummary(
    long lines, long skipped, boolean torn, long lastNanos, Optional<RecordingFooter> footer) {}
