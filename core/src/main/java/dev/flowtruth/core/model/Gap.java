package dev.flowtruth.core.model;

/**
 * Something that this machine cannot say, or could not for a while: a table that was denied, a
 * namespace that could not be entered, a pass that failed.
 *
 * @param what what could not be seen, in a few words ({@code "sockets of namespace 4026532177"})
 * @param why the true cause, with call and errno where there is one
 * @param reason the reason that flows which fall into it get: {@link Reason#LOST_EVENTS}, {@link
 *     Reason#OTHER_NAMESPACE}, or {@link Reason#NO_PERMISSION} where rights are missing for what
 *     may explain a flow without a socket: address translations, or processes by which alone
 *     sockets are found. It hides no socket that is known
 * @param netns namespace that it concerns, 0 for all
 * @param sinceNanos monotonic ns at which it began
 */
public record Gap(String what, String why, Reason reason, long netns, long sinceNanos) {}
