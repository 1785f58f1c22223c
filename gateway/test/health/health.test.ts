// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { pino } from 'pino';
import { ChannelHeights } from '#src/health/channel-heights.js';
import { newHealth, type Health, type Needs } from '#src/health/health.js';

const HOUR_MS = 3_600_000;
const NOW = Date.UTC(2026, 10, 22, 9);

describe('health', () => {
  let steady: number;
  let lines: string[];
  let found: {
    peer: number | undefined;
    own: number;
    database: boolean;
    stuck: boolean;
    clock: number | undefined;
  };
  let channel: ChannelHeights;

  const newTestHealth = (change: Partial<Needs> = {}): Health =>
    newHealth(
      {
        ledger: {
          height: () =>
            found.peer === undefined ? Promise.reject(new Error('away')) : Promise.resolve(found.peer),
        },
        readModel: {
          height: () => Promise.resolve(found.own),
          waitForHeight: () => Promise.resolve(),
          clock: () =>
            Promise.resolve(
              found.clock === undefined ? undefined : { v: 1, hour: new Date(found.clock).toISOString() },
            ),
        },
        databases: { isReachable: () => Promise.resolve(found.database) },
        isStuck: () => found.stuck,
        ...{ channel, ticks: true, now: () => NOW },
        log: pino({ level: 'info' }, { write: (line: string) => void lines.push(line) }),
        ...change,
      },
      () => steady,
    );
  /** A second later, when the peer is asked again. */
  const later = (milliseconds = 1_001): void => void (steady += milliseconds);
  const reasonsOf = async (health: Health): Promise<readonly string[]> => (await health.readiness()).reasons;

  beforeEach(() => {
    [steady, lines, channel] = [0, [], ChannelHeights.ofProvince('NationalMSP')];
    found = { peer: 100, own: 100, database: true, stuck: false, clock: NOW - HOUR_MS };
  });

  it('is ready, and not behind, while everything is up to date', async () => {
    const health = newTestHealth();
    expect(await health.readiness()).to.deep.equal({
      ...{ ready: true, peerHeight: 100, readModelHeight: 100, reasons: [] },
    });
    expect(await health.isBehind()).to.equal(false);
  });

  it('is behind at once where a block can not be applied', async () => {
    const health = newTestHealth();
    expect(await health.isBehind()).to.equal(false);
    found.stuck = true;
    expect(await health.isBehind()).to.equal(true);
    expect(await reasonsOf(health)).to.deep.equal(['READ_MODEL_STUCK']);
  });

  it('is behind its own peer by many blocks, or by one for long', async () => {
    const health = newTestHealth();
    Object.assign(found, { peer: 111 });
    expect(await reasonsOf(health)).to.deep.equal(['READ_MODEL_BEHIND']);
    Object.assign(found, { peer: 101 });
    later();
    expect(await health.readiness()).to.include({ ready: true });
    later(30_000);
    expect(await reasonsOf(health)).to.deep.equal(['READ_MODEL_BEHIND']);
    Object.assign(found, { own: 101 });
    expect(await health.isBehind()).to.equal(false);
  });

  it('is never behind for long where it follows, however fast the peer goes on', async () => {
    const health = newTestHealth();
    for (let second = 0; second < 120; second += 1) {
      Object.assign(found, { peer: 100 + 4 * second, own: 98 + 4 * second });
      expect(await health.isBehind(), String(second)).to.equal(false);
      later();
    }
  });

  it('is behind the channel where its own peer stands still and others have signed later blocks', async () => {
    const health = newTestHealth();
    channel.tell('NationalMSP', 101);
    expect(await health.isBehind()).to.equal(false);
    later(30_001);
    expect(await reasonsOf(health)).to.deep.equal(['CHANNEL_AHEAD']);
    channel.tell('NationalMSP', 500);
    expect(await health.isBehind()).to.equal(true);
    // Whoever said too much may correct itself.
    channel.tell('NationalMSP', 100);
    expect(await health.isBehind()).to.equal(false);
  });

  it('goes by what was heard where the peer is away', async () => {
    const health = newTestHealth();
    Object.assign(found, { peer: undefined });
    expect(await reasonsOf(health)).to.deep.equal(['PEER_UNREACHABLE']);
    expect(await health.isBehind()).to.equal(false);
    channel.tell('NationalMSP', 200);
    expect(await health.isBehind()).to.equal(true);
  });

  it('is behind where the clock of the ledger stands still, if there is one and gateways keep it going', async () => {
    found.clock = NOW - 2 * HOUR_MS - 1;
    expect(await newTestHealth().isBehind()).to.equal(true);
    expect(await reasonsOf(newTestHealth())).to.deep.equal(['LEDGER_SILENT']);
    expect(await newTestHealth({ ticks: false }).isBehind()).to.equal(false);
    found.clock = undefined;
    expect(await newTestHealth().isBehind()).to.equal(false);
  });

  it('says once that it is behind, and once that it is not any more', async () => {
    const health = newTestHealth();
    for (const stuck of [false, true, true, false, false]) {
      found.stuck = stuck;
      await health.isBehind();
    }
    expect(lines.map((line) => (JSON.parse(line) as { alarm?: string }).alarm)).to.deep.equal([
      ...['behind', undefined],
    ]);
  });

  it('does not wait for a peer that hangs, once it knows something', async () => {
    let peer = (): Promise<number> => Promise.resolve(100);
    const health = newTestHealth({ ledger: { height: () => peer() } });
    await health.readiness();
    peer = () => new Promise(() => undefined);
    later();
    expect(await health.isBehind()).to.equal(false);
    found.stuck = true;
    expect(await health.isBehind()).to.equal(true);
  });
});

describe('heights that others have signed', () => {
  it('count at the national gateway when two have signed as much: one that lies stops nobody', () => {
    const channel = ChannelHeights.ofNation();
    expect(channel.height()).to.equal(undefined);
    channel.tell('SichuanMSP', 1_000_000);
    expect(channel.height()).to.equal(undefined);
    channel.tell('BeijingMSP', 20);
    channel.tell('TianjinMSP', 18);
    expect(channel.height()).to.equal(20);
    channel.tell('BeijingMSP', 21);
    expect(channel.height()).to.equal(21);
  });
});
