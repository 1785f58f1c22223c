// SPDX-License-Identifier: Apache-2.0
import type { LedgerCall } from '../ledger/ledger.js';

/** What is asked for under an idempotency key. */
export interface Submission {
  /** That of instruction-name.ts, `chunk/<manifestId>/<index>`, `close/<manifestId>`, `fold/<orgId>/<height>` or `tick/<hour>`. */
  readonly key: string;
  /** SM3 of the canonical instruction, base64url; '' where the key itself names all that is asked for. */
  readonly digest: string;
  readonly call: LedgerCall;
}
