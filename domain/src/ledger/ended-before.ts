// SPDX-License-Identifier: Apache-2.0

/** How an account stood that had ended already when a death was recorded. */
export interface EndedBefore {
  readonly state: 'WITHDRAWN' | 'EXPELLED';
  readonly since: string;
  readonly why?: string;
  readonly at?: number;
}
