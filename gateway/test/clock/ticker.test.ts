// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { bootstrapTestLedger, type TestLedger } from '@unionid/chaincode/testing';
import { DomainError } from '@unionid/domain/errors';
import { ledgerKey } from '@unionid/domain/ledger';
import { pino } from 'pino';
import { Ticker } from '#src/clock/ticker.js';
import type { LedgerCall } from '#src/ledger/ledger.js';
import type { Outcome } from '#src/submission/outcome.js';
import type { Submission } from '#src/submission/submission.js';

const HOUR_MS = 3_600_000;
const MSP = { mspId: 'SichuanMSP' };

describe('ticker', () => {
  let test: TestLedger;
  let calls: LedgerCall[];
  let warnings: string[];
  let away: boolean;

  const newTicker = (): Ticker =>
    new Ticker({
      submissions: { submit },
      log: pino({ level: 'warn' }, { write: (line: string) => void warnings.push(line) }),
      now: test.clock.now,
    });

  async function submit({ call }: Submission): Promise<Outcome> {
    calls.push(call);
    if (away) throw new DomainError('LEDGER_UNAVAILABLE');
    const { transactionId, result, block } = await test.call(call.function, call.argument, MSP);
    return { status: 'COMMITTED', transactionId, block: block.number, result: JSON.stringify(result) };
  }

  const clock = (): string => {
    const value = test.ledger.state(ledgerKey.clock());
    return value === undefined ? '' : (JSON.parse(value) as { hour: string }).hour;
  };
  const hourOf = (time: number): string => new Date(time - (time % HOUR_MS)).toISOString();

  beforeEach(async () => {
    test = await bootstrapTestLedger();
    [calls, warnings, away] = [[], [], false];
  });

  it('sets the clock to the hour that has begun, once an hour', async () => {
    const ticker = newTicker();
    await ticker.tick();
    await ticker.tick();
    expect(clock()).to.equal(hourOf(test.clock.now()));
    expect(calls).to.have.length(1);
    test.clock.advance(HOUR_MS);
    await ticker.tick();
    expect(clock()).to.equal(hourOf(test.clock.now()));
    expect(calls).to.have.length(2);
  });

  it('is silent where another gateway was first, and does not try again within the hour', async () => {
    await newTicker().tick();
    const other = newTicker();
    await other.tick();
    await other.tick();
    expect(calls).to.have.length(2);
    expect(warnings).to.deep.equal([]);
  });

  it('tries again after a failure, which it tells', async () => {
    const ticker = newTicker();
    away = true;
    await ticker.tick();
    expect(warnings).to.have.length(1);
    away = false;
    await ticker.tick();
    expect(clock()).to.equal(hourOf(test.clock.now()));
  });

  it('does nothing any more once it is stopped', async () => {
    const ticker = newTicker();
    ticker.start();
    await ticker.stop();
    expect(calls).to.deep.equal([]);
  });
});
