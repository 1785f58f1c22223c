// SPDX-License-Identifier: Apache-2.0
import { asDomainError, type DomainError } from './domain-error.js';

/** What comes of a step; undefined where it is refused. What is thrown and is no refusal goes on. */
export function unlessRefused<T>(step: () => T): T | undefined {
  try {
    return step();
  } catch (error) {
    if (asDomainError(error) === undefined) throw error;
    return undefined;
  }
}

/** How a step is refused; undefined where it is not. What is thrown and is no refusal goes on. */
export function refusalOf(step: () => unknown): DomainError | undefined {
  try {
    step();
    return undefined;
  } catch (error) {
    const refusal = asDomainError(error);
    if (refusal === undefined) throw error;
    return refusal;
  }
}
