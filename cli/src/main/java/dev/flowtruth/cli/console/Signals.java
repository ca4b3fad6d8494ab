package dev.flowtruth.cli.console;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Consumer;

/**
 * The signals that ask a long command to end: it then ends in order instead of being torn down.
 *
 * <p>Java has no public API for this. {@code sun.misc.Signal} of the module jdk.unsupported is what
 * there is since Java 1.3; it is called by reflection because the compiler warns of its name. A
 * signal that this OS or JVM does not let us have keeps its default effect.
 */
public final class Signals {
  private static final List<String> NAMES = List.of("INT", "TERM", "HUP");

  private Signals() {}

  /** Calls the action with the signal's name, on a thread of the JVM, each time one arrives. */
  public static void onStop(Consumer<String> action) {
    NAMES.forEach(name -> handle(name, action));
  }

  private static void handle(String name, Consumer<String> action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler call =
          (proxy, method, arguments) -> react(proxy, method, arguments, name, action);
      Object ours =
          Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handler}, call);
      Object theirs = signal.getConstructor(String.class).newInstance(name);
      signal.getMethod("handle", signal, handler).invoke(null, theirs, ours);
    } catch (InvocationTargetException e) {
      // This JVM or OS keeps the signal for itself, so its default effect remains.
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JVM has no sun.misc.Signal", e);
    }
  }

  private static Object react(
      Object proxy, Method method, Object[] arguments, String name, Consumer<String> action) {
    return switch (method.getName()) {
      case "equals" -> proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      case "toString" -> "flowtruth's handler of " + name;
      default -> {
        action.accept(name);
        yield true;
      }
    };
  }
}
