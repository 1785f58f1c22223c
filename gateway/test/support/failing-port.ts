// SPDX-License-Identifier: Apache-2.0

/** Where a gateway is to die: at the `call`th call of a method, before or after it took effect. */
export interface CrashPoint {
  readonly port: string;
  readonly method: string;
  readonly call: number;
  readonly when: 'before' | 'after';
}

/** Ports that work until the crash point and fail ever after, as a killed process would. */
export class Crash {
  readonly #point: CrashPoint;
  #calls = 0;
  #dead = false;
  readonly happened: Promise<void>;
  #tell: () => void = () => undefined;

  constructor(point: CrashPoint) {
    this.#point = point;
    this.happened = new Promise((resolve) => {
      this.#tell = resolve;
    });
  }

  wrap<Port extends object>(name: string, port: Port): Port {
    return new Proxy(port, {
      get: (target, property) => {
        const value: unknown = Reflect.get(target, property, target);
        if (typeof value !== 'function') return value;
        const method = value as (...input: unknown[]) => Promise<unknown>;
        return (...input: unknown[]) =>
          this.#run({ port: name, method: String(property) }, () => method.apply(target, input));
      },
    });
  }

  async #run(called: { port: string; method: string }, work: () => Promise<unknown>): Promise<unknown> {
    this.#failWhenDead();
    const isHere = called.port === this.#point.port && called.method === this.#point.method;
    if (isHere) this.#calls += 1;
    const dies = isHere && this.#calls === this.#point.call;
    if (dies && this.#point.when === 'before') this.#die();
    this.#failWhenDead();
    const result = await work();
    if (dies) this.#die();
    this.#failWhenDead();
    return result;
  }

  #die(): void {
    this.#dead = true;
    this.#tell();
  }

  #failWhenDead(): void {
    if (this.#dead) throw new Error('the process is dead');
  }
}

/** A port of which some methods are others. */
export function withMethods<Port extends object>(port: Port, methods: Partial<Port>): Port {
  return new Proxy(port, {
    get: (target, property) => {
      const value: unknown = Reflect.get(property in methods ? methods : target, property);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
