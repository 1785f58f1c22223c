// SPDX-License-Identifier: Apache-2.0
import type { Sm2Verification } from '@unionid/domain';

/** What a worker is asked. */
export type Sm2Task =
  | { readonly id: number; readonly kind: 'sign'; readonly message: Uint8Array }
  | { readonly id: number; readonly kind: 'verify'; readonly verification: Sm2Verification };

/** What it answers: a signature, or whether one is valid. */
export interface Sm2TaskResult {
  readonly id: number;
  readonly value: string | boolean;
}
