package dev.flowtruth.formats.flows;

/**
 * A table that was understood. Immutable, and so are its parts.
 *
 * @param scanner cuts rows into cells
 * @param cells which columns matter
 * @param delimiter between two cells
 * @param unset what the table writes for a value that it does not have, beside nothing
 * @param others which lines are no flows
 * @param interpreter turns cells into flows
 * @param columns what is added
 * @param style how it is written
 * @param systemProcess what becomes of NFStream's own label
 */
@SuppressWarnings("ArrayRecordComponent") // a holder of parts, compared by nobody
record TableLayout(
    CellScanner scanner,
    Columns cells,
    byte delimiter,
    byte[] unset,
    OtherLines others,
    FlowInterpreter interpreter,
    LabelColumns columns,
    CellStyle style,
    SystemProcess.Plan systemProcess) {}
