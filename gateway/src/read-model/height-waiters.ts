// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';

interface Waiter {
  readonly height: number;
  readonly resolve: () => void;
}

/** Requests that wait for a block to be applied. */
export class HeightWaiters {
  readonly #waiters = new Set<Waiter>();

  /** @throws DomainError HEIGHT_NOT_REACHED after `timeoutMs` */
  wait(height: number, timeoutMs: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiters.delete(waiter);
        reject(new DomainError('HEIGHT_NOT_REACHED', { height }));
      }, timeoutMs);
      const waiter: Waiter = {
        height,
        resolve: () => {
          clearTimeout(timer);
          resolve();
        },
      };
      this.#waiters.add(waiter);
    });
  }

  reached(height: number): void {
    for (const waiter of this.#waiters) {
      if (waiter.height > height) continue;
      this.#waiters.delete(waiter);
      waiter.resolve();
    }
  }
}
