// SPDX-License-Identifier: Apache-2.0
import type { InstructionStatus } from '@unionid/domain/api';
import type { InstructionName } from './instruction-name.js';
import type { Outcome } from './outcome.js';
import type { Submission } from './submission.js';

/**
 * The outbox: every transaction's endorsed bytes are kept before they are sent, so that after a crash the same bytes are
 * sent again and nothing happens twice (architecture.md §4.3).
 */
export interface Submissions {
  /**
   * Endorses, keeps, submits and waits at most `waitMs`. A key known already continues where it was, and answers for
   * the content that it stands for only.
   * MVCC conflicts are endorsed anew (3–5 tries); disagreeing endorsers are retried thrice at the block interval, then
   * the determinism alarm is raised.
   * @throws the contract's DomainError where it refused; INSTRUCTION_ID_TAKEN for another content under the key;
   *   CONFLICT; LEDGER_UNAVAILABLE
   */
  submit(submission: Submission, waitMs: number): Promise<Outcome>;
  /**
   * Whether this very content is under way here or was carried out, here or past this gateway.
   * @throws DomainError INSTRUCTION_ID_TAKEN where its key stands for another content, whatever the day of either
   */
  knows(submission: Submission): Promise<boolean>;
  /** Undefined for a key never submitted here. */
  find(key: string): Promise<Outcome | undefined>;
  instruction(name: InstructionName): Promise<InstructionStatus | undefined>;
  /** On start, and now and then: sends everything outstanding that nobody drives again, same bytes. */
  resume(): Promise<void>;
  /** Stops driving; what is outstanding is taken up by the next start. */
  close(): Promise<void>;
}
