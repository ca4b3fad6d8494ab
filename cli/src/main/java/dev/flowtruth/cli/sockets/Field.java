package dev.flowtruth.cli.sockets;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A named value of something: the same name in every output.
 *
 * @param name as in JSON and in the header of a CSV file
 * @param read the value: text, a number or a list of texts; null when it is unknown
 */
record Field<T>(String name, Function<T, @Nullable Object> read) {}
