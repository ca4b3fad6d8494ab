package dev.flowtruth.core.spi;

import org.jspecify.annotations.Nullable;

/**
 * Something that a provider cannot see on this machine, and what would help.
 *
 * @param capability what is missing; null when the provider cannot run at all
 * @param cause the true cause, one sentence
 * @param remedy the exact line to type, null when nothing would help
 */
public record Missing(@Nullable Capability capability, String cause, @Nullable String remedy) {}
