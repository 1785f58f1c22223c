// SPDX-License-Identifier: Apache-2.0

/** What is done about one item alone: struck off before it is paid, sent back by the bank, got back from the payee, written off. */
export const CORRECTIONS = ['void', 'return', 'recover', 'writeOff'] as const;
export type Correction = (typeof CORRECTIONS)[number];

export const VOID_REASONS = ['objection', 'death', 'notEligible', 'declined', 'error'] as const;
/** Why it was got back: a death that was reported late is nobody's fault. */
export const RECOVER_REASONS = ['death', 'duplicate', 'notEligible', 'error'] as const;
/** Why what is left is not got back any more: nothing to pay it from, no estate, nobody to be found, or so ruled. */
export const WRITE_OFF_REASONS = ['insolvent', 'noEstate', 'untraceable', 'ruled'] as const;

type Reason =
  (typeof VOID_REASONS)[number] | (typeof RECOVER_REASONS)[number] | (typeof WRITE_OFF_REASONS)[number];

/** The newest correction of an item; each one before it is a version of this record. */
export interface CorrectionRecord {
  readonly v: number;
  readonly action: Correction;
  /** None of what the bank sends back. */
  readonly reason?: Reason;
  /** SM3 of the document behind it, base64url. */
  readonly document: string;
  /** Day in China. */
  readonly on: string;
  /** identityId of the person who signed it, and of who signed second. */
  readonly person: string;
  readonly second?: string;
  /** What it moved back to the line; of a write-off, what is not got back any more. */
  readonly fen: number;
  /** Got back from the payee in all, this part included. */
  readonly recovered?: number;
}
