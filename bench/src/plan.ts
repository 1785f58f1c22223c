// SPDX-License-Identifier: Apache-2.0

/** How much is measured: enough for a figure, little enough for a laptop. */
export interface Plan {
  /** CPU seconds of each signature measurement. */
  readonly signatureSeconds: number;
  /** Members by rows of a chunk, straight to the contract. */
  readonly contract: readonly ChunkLoad[];
  /** Members by rows of a chunk, through the whole import path. */
  readonly imports: readonly ImportLoad[];
  readonly chunksInFlight: number;
  readonly singleWrites: number;
  readonly singlesInFlight: number;
  /** Seconds of each kind of verification. */
  readonly verificationSeconds: number;
  readonly verificationsInFlight: number;
  /** Seconds of each kind of refusal, and of the flood. */
  readonly refusalSeconds: number;
  /** Members, and single enrolments, of each run that tells whether the ledger's size slows it down. */
  readonly lastMembers: number;
  readonly lastSingles: number;
  /** Members on the ledger before those; 0 for whatever the other measurements left. */
  readonly fillTo: number;
}

export interface ChunkLoad {
  readonly rowsPerChunk: number;
  readonly members: number;
  /** Rounds that alternate with the bare contract, so that a drift of the machine meets both. */
  readonly rounds: number;
}

export interface ImportLoad {
  readonly rowsPerChunk: number;
  readonly members: number;
  /** Files that alternate with the yardstick. */
  readonly rounds: number;
  /** Rows of the file before each of them that does not count. */
  readonly warmUp: number;
  /** Whose gateway takes it: each runs with the chunk size of its load. */
  readonly organization: 'beijing' | 'shandong' | 'sichuan';
}

const BASE = { chunksInFlight: 8, singlesInFlight: 32, verificationsInFlight: 32, fillTo: 0 };

export const FULL: Plan = {
  ...BASE,
  signatureSeconds: 2,
  contract: [
    { rowsPerChunk: 1, members: 150, rounds: 1 },
    { rowsPerChunk: 100, members: 6_000, rounds: 2 },
    { rowsPerChunk: 500, members: 24_000, rounds: 2 },
  ],
  imports: [
    { rowsPerChunk: 1, members: 100, rounds: 1, warmUp: 20, organization: 'beijing' },
    { rowsPerChunk: 100, members: 4_000, rounds: 1, warmUp: 500, organization: 'shandong' },
    { rowsPerChunk: 500, members: 36_000, rounds: 3, warmUp: 2_000, organization: 'sichuan' },
  ],
  singleWrites: 800,
  verificationSeconds: 6,
  refusalSeconds: 4,
  lastMembers: 10_000,
  lastSingles: 200,
};

export const QUICK: Plan = {
  ...BASE,
  signatureSeconds: 1,
  contract: [
    { rowsPerChunk: 1, members: 50, rounds: 1 },
    { rowsPerChunk: 100, members: 1_000, rounds: 1 },
    { rowsPerChunk: 500, members: 5_000, rounds: 1 },
  ],
  imports: [
    { rowsPerChunk: 1, members: 50, rounds: 1, warmUp: 10, organization: 'beijing' },
    { rowsPerChunk: 100, members: 500, rounds: 1, warmUp: 100, organization: 'shandong' },
    { rowsPerChunk: 500, members: 2_000, rounds: 1, warmUp: 500, organization: 'sichuan' },
  ],
  singleWrites: 100,
  verificationSeconds: 2,
  refusalSeconds: 2,
  lastMembers: 5_000,
  lastSingles: 50,
};

/** A million members on the ledger before the last measurement: about half an hour. */
export const MILLION: Plan = { ...FULL, fillTo: 1_000_000 };
