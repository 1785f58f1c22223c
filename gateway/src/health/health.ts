// SPDX-License-Identifier: Apache-2.0
import type { Databases } from '../database/databases.js';
import type { Ledger } from '../ledger/ledger.js';
import type { BlockHeight } from '../read-model/read-model.js';

/** What was found when somebody asked whether the gateway is ready. */
export interface Readiness {
  readonly ready: boolean;
  /** Blocks on this organisation's peer; undefined while it can not be reached. */
  readonly peerHeight: number | undefined;
  /** Blocks applied to the read model. */
  readonly readModelHeight: number;
  readonly reasons: readonly ('PEER_UNREACHABLE' | 'READ_MODEL_BEHIND' | 'DATABASE_UNREACHABLE')[];
}

export interface Health {
  readiness(): Promise<Readiness>;
}

/** Blocks the read model may be behind and still answer. */
const MAX_LAG = 10;
/** The peer is asked once in this many milliseconds, however many ask the gateway. */
const KEPT_MS = 1_000;

/** What a gateway can not do without. */
export interface Needs {
  readonly ledger: Ledger;
  readonly readModel: BlockHeight;
  readonly databases: Databases;
}

/** Asks the peer, the read model and the database; what it says is what it found, never what it hopes. */
export function newHealth(needs: Needs, now: () => number = Date.now): Health {
  let asked = -Infinity;
  let answer: Promise<Readiness> | undefined;
  return {
    readiness() {
      if (answer === undefined || now() - asked > KEPT_MS) {
        asked = now();
        answer = find(needs);
      }
      return answer;
    },
  };
}

async function find({ ledger, readModel, databases }: Needs): Promise<Readiness> {
  const [peerHeight, hasDatabase] = await Promise.all([
    ledger.height().catch(() => undefined),
    databases.isReachable(),
  ]);
  const readModelHeight = await readModel.height();
  const reasons: Readiness['reasons'][number][] = [];
  if (peerHeight === undefined) reasons.push('PEER_UNREACHABLE');
  else if (peerHeight - readModelHeight > MAX_LAG) reasons.push('READ_MODEL_BEHIND');
  if (!hasDatabase) reasons.push('DATABASE_UNREACHABLE');
  return { ready: reasons.length === 0, peerHeight, readModelHeight, reasons };
}
