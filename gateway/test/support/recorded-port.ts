// SPDX-License-Identifier: Apache-2.0

/** A port that notes each call of it, by the port's name and the function's. */
export function recordedPort<Port extends object>(name: string, port: Port, calls: string[]): Port {
  return new Proxy(port, {
    get(target, property) {
      const value: unknown = Reflect.get(target, property, target);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]): unknown => {
        calls.push(`${name}.${String(property)}`);
        return Reflect.apply(value, target, args);
      };
    },
  });
}
