// SPDX-License-Identifier: Apache-2.0
/** A message that a thread is to sign. */
export interface Sm2Task {
  readonly id: number;
  readonly message: Uint8Array;
}

/** Its signature. */
export interface Sm2TaskResult {
  readonly id: number;
  readonly signature: string;
}
