// SPDX-License-Identifier: Apache-2.0
import type { Logger } from 'pino';
import type { Databases } from '../database/databases.js';
import type { Ledger } from '../ledger/ledger.js';
import type { BlockHeight, GovernanceQueries } from '../read-model/read-model.js';
import type { ChannelHeights } from './channel-heights.js';
import { Lag } from './lag.js';

/** Why what the read model says may be old: a key revoked since would still be in force here. */
const BEHIND = [
  /** Blocks of the own peer are not applied. */
  'READ_MODEL_BEHIND',
  /** A block of the own peer can not be applied. */
  'READ_MODEL_STUCK',
  /** Other organisations have blocks that the own peer has not. */
  'CHANNEL_AHEAD',
  /** The ledger's clock stands still: no block has come for hours. */
  'LEDGER_SILENT',
] as const;

type Reason = 'PEER_UNREACHABLE' | 'DATABASE_UNREACHABLE' | (typeof BEHIND)[number];

/** What was found when somebody asked whether the gateway is ready. */
export interface Readiness {
  readonly ready: boolean;
  /** Blocks on this organisation's peer; undefined while it can not be reached. */
  readonly peerHeight: number | undefined;
  /** Blocks applied to the read model. */
  readonly readModelHeight: number;
  readonly reasons: readonly Reason[];
}

export interface Health {
  readiness(): Promise<Readiness>;
  /** Whether what the read model says may be old: nobody is let in by it. Waits for nothing once the peer was asked. */
  isBehind(): Promise<boolean>;
}

/** The peer is asked once in this many milliseconds, however many ask the gateway. */
const KEPT_MS = 1_000;
/** The clock is put forward within minutes of each hour (clock/ticker.ts). */
const CLOCK_STANDS_MS = 2 * 3_600_000;

/** What a gateway can not do without. */
export interface Needs {
  readonly ledger: Pick<Ledger, 'height'>;
  readonly readModel: BlockHeight & Pick<GovernanceQueries, 'clock'>;
  readonly databases: Pick<Databases, 'isReachable'>;
  readonly channel: Pick<ChannelHeights, 'height'>;
  /** Whether a block could not be applied, whose fault ever it is. */
  readonly isStuck: () => boolean;
  /** Whether the gateways of this network keep the ledger's clock going. */
  readonly ticks: boolean;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: Pick<Logger, 'error' | 'info'>;
}

/** What was asked for; the rest is known at any time. */
interface Facts {
  readonly peerHeight: number | undefined;
  readonly hasDatabase: boolean;
  /** Hour that the ledger's clock has reached, milliseconds since 1970; undefined where nobody can tell. */
  readonly clock: number | undefined;
}

/** Asks the peer, the read model and the database; what it says is what it found, never what it hopes. */
export function newHealth(needs: Needs, steadyNow: () => number = () => performance.now()): Health {
  return new FoundHealth(needs, steadyNow);
}

class FoundHealth implements Health {
  readonly #needs: Needs;
  readonly #steadyNow: () => number;
  readonly #ofPeer = new Lag();
  readonly #ofChannel = new Lag();
  #asked = -Infinity;
  #answer: Promise<Facts> | undefined;
  #facts: Facts | undefined;
  #wasBehind = false;

  constructor(needs: Needs, steadyNow: () => number) {
    this.#needs = needs;
    this.#steadyNow = steadyNow;
  }

  async readiness(): Promise<Readiness> {
    return this.#judge(await this.#ask());
  }

  async isBehind(): Promise<boolean> {
    const answer = this.#ask();
    const { reasons } = await this.#judge(this.#facts ?? (await answer));
    return reasons.some(isBehindReason);
  }

  #ask(): Promise<Facts> {
    if (this.#answer === undefined || this.#steadyNow() - this.#asked > KEPT_MS) {
      this.#asked = this.#steadyNow();
      this.#answer = find(this.#needs).then((facts) => (this.#facts = facts));
    }
    return this.#answer;
  }

  async #judge({ peerHeight, hasDatabase, clock }: Facts): Promise<Readiness> {
    const { readModel, channel, isStuck, ticks, now } = this.#needs;
    const readModelHeight = await readModel.height();
    const steady = this.#steadyNow();
    const found: Readonly<Record<Reason, boolean>> = {
      PEER_UNREACHABLE: peerHeight === undefined,
      READ_MODEL_BEHIND: this.#ofPeer.isBehind(readModelHeight, peerHeight, steady),
      READ_MODEL_STUCK: isStuck(),
      CHANNEL_AHEAD: this.#ofChannel.isBehind(readModelHeight, channel.height(), steady),
      LEDGER_SILENT: ticks && clock !== undefined && now() - clock > CLOCK_STANDS_MS,
      DATABASE_UNREACHABLE: !hasDatabase,
    };
    const reasons = (Object.keys(found) as Reason[]).filter((reason) => found[reason]);
    this.#tell(reasons);
    return { ready: reasons.length === 0, peerHeight, readModelHeight, reasons };
  }

  /** Once when it begins and once when it is over. */
  #tell(reasons: readonly Reason[]): void {
    const isBehind = reasons.some(isBehindReason);
    if (isBehind === this.#wasBehind) return;
    this.#wasBehind = isBehind;
    const { log } = this.#needs;
    if (isBehind)
      log.error({ alarm: 'behind', reasons }, 'this gateway is behind the channel and lets nobody in');
    else log.info('this gateway has caught up with the channel');
  }
}

function isBehindReason(reason: Reason): boolean {
  return (BEHIND as readonly string[]).includes(reason);
}

async function find({ ledger, readModel, databases }: Needs): Promise<Facts> {
  const [peerHeight, hasDatabase, clock] = await Promise.all([
    ledger.height().catch(() => undefined),
    databases.isReachable().catch(() => false),
    // One that can not be read is an alarm of its own, and an unreachable database a reason.
    readModel.clock().catch(() => undefined),
  ]);
  return { peerHeight, hasDatabase, clock: clock && Date.parse(clock.hour) };
}
