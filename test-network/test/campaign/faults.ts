// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import { CHAINCODES } from '@unionid/domain/ledger';
import { UNIONS, type TestNetwork } from '@unionid/test-network';
import { ordererName } from '@unionid/network';
import { foreignChangesOf } from '../support/foreign-changes.js';
import { freeze, killNodes, waitBack } from '../support/node-processes.js';
import type { Chance } from './chance.js';

const CALM_MS = [4_000, 12_000] as const;
const SILENT_MS = [2_000, 10_000] as const;

/** Something done to a node while others work. */
export interface Blow {
  readonly node: string;
  readonly how: 'killed' | 'cut off';
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
}

/** As long as a gateway takes to have seen what its peer missed. */
const CATCH_UP_MS = 30_000;

/**
 * Kills one node after another, or cuts it off for some seconds (its process stands still, its connections hang), until told to
 * stop; each is back before the next is hit.
 */
export class Faults {
  readonly blows: Blow[] = [];
  /** Alarms of foreign changes that gateways had told before they were hit. */
  readonly alarms: string[] = [];
  readonly #test: TestNetwork;
  readonly #chance: Chance;

  constructor(test: TestNetwork, chance: Chance) {
    this.#test = test;
    this.#chance = chance;
  }

  /** @param ended told where it is not the time that ends it */
  async run(until: number, ended?: AbortSignal): Promise<void> {
    while (Date.now() < until && ended?.aborted !== true) {
      await sleep(this.#chance.between(...CALM_MS));
      const nodes = this.#nodes();
      const node = nodes[this.#chance.between(0, nodes.length)] ?? '';
      await this.#hit(node, this.#chance.among(['killed', 'cut off']));
    }
  }

  /** Whether an organisation's nodes had been hit so shortly before that they need not have known what others did. */
  wasHit(organization: string, from: number, to: number): boolean {
    return this.blows.some(
      (blow) => blow.node.includes(organization) && blow.from < to && from < blow.to + CATCH_UP_MS,
    );
  }

  /** What gateways tell of foreign changes since they started. */
  async lookForAlarms(): Promise<void> {
    for (const { organization } of UNIONS) {
      const count = await foreignChangesOf(this.#test, organization).catch(() => 0);
      if (count > 0) this.alarms.push(`${organization}: ${String(count)}`);
    }
  }

  async #hit(node: string, how: Blow['how']): Promise<void> {
    await this.lookForAlarms();
    const from = Date.now();
    await (how === 'killed' ? this.#kill(node) : this.#cutOff(node));
    this.blows.push({ node, how, from, to: Date.now() });
  }

  async #kill(node: string): Promise<void> {
    const { network } = this.#test;
    await waitBack(network, [node], await killNodes(network, [node]));
  }

  async #cutOff(node: string): Promise<void> {
    const pid = await freeze(this.#test.network, node);
    await sleep(this.#chance.between(...SILENT_MS));
    process.kill(pid, 'SIGCONT');
  }

  #nodes(): readonly string[] {
    const names = UNIONS.map(({ organization }) => organization);
    return [
      ...names.flatMap((name) => [
        ...[`gateway-${name}`, `peer0-${name}`],
        ...CHAINCODES.map((chaincode) => `${chaincode}-peer0-${name}-a`),
      ]),
      ...this.#test.network.topology.orderers.map((orderer) => ordererName(orderer)),
    ];
  }
}
