/**
 * The rule of the stand-in: what is there behaves like Electron; what is not there throws by name, so that a test can
 * never pass because a call silently did nothing. Members that begin with an underscore are the stand-in's own.
 */
const harmless = new Set(['then', 'toJSON', 'constructor', 'default', 'nodeType', 'asymmetricMatch', '$$typeof']);

function guard(name: string): ProxyHandler<object> {
  return {
    get(target, key, receiver): unknown {
      if (typeof key === 'symbol' || key in target || harmless.has(key)) return Reflect.get(target, key, receiver);
      // Playwright and loggers look at objects; only names that Electron could have are worth an error.
      throw new Error(`Electron stand-in: ${name}.${key} is not implemented`);
    },
  };
}

/** Touching a member that the object does not have is an error by name instead of `undefined`. */
export const strict = <T extends object>(name: string, value: T): T => new Proxy<T>(value, guard(name));

/** The same for a class, at the end of its prototype chain: instances stay plain objects with identity. */
export function guardClass(name: string, guarded: { prototype: object }): void {
  const parent = Object.getPrototypeOf(guarded.prototype) as object;
  Object.setPrototypeOf(guarded.prototype, new Proxy(parent, guard(name)));
}

export type Preventable = { defaultPrevented: boolean; preventDefault: () => void };

/** An event object with `preventDefault()`. */
export function preventable<T extends object>(details: T): T & Preventable {
  const event = {
    ...details,
    defaultPrevented: false,
    preventDefault(): void {
      event.defaultPrevented = true;
    },
  };
  return event;
}
