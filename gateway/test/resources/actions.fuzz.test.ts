// SPDX-License-Identifier: Apache-2.0
// Found within 30 runs where any of these is otherwise: that nobody lets go, takes over or gives back whoever is no member; that what
// has gone another way comes back to nobody; that whoever is of a union for less than six months is deemed to have left by nobody.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { TestClock } from '@unionid/chaincode/testing';
import { accountActions, transferView } from '@unionid/domain/api';
import { DomainError, type ErrorCode } from '@unionid/domain/errors';
import { MEMBERSHIP_ACTIONS } from '@unionid/domain/membership';
import { fuzz } from '@unionid/domain/testing';
import { TRANSFER_ACTIONS } from '@unionid/domain/transfer';
import { expect } from 'chai';
import * as fc from 'fast-check';
import type * as z from 'zod/mini';
import { MemberLife, UNIONS, type BasicUnion, type Union } from '../support/member-life.js';
import { inboxOf } from '../support/inbox-of.js';
import { signedFetch } from '../support/signed-fetch.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

const [MINUTE, HOUR] = [60_000, 3_600_000];
/** By how much the ledger clock is ahead then: another gateway has set it. */
const AHEAD = 20 * MINUTE;
/** Whose business it is, the contract asks before anything else. */
const FIRST_ASKED: readonly (ErrorCode | undefined)[] = ['OUT_OF_SCOPE', 'PROVINCE_FOREIGN'];
/** What depends on what is signed: whom nobody asks for is let go with a code, and whoever was absent was so since a day. */
const OF_PAYLOAD: Readonly<Record<string, ErrorCode>> = {
  'transfer.release allowed': 'TRANSFER_CODE_NEEDED',
  'membership.deem ABSENCE_TOO_SHORT': 'DATES_INVALID',
};

const union = fc.constantFrom(...UNIONS);
const basic = fc.constantFrom<BasicUnion>('first', 'second', 'third');
const deadline = fc.constantFrom('due' as const, 'silentAt' as const, 'lapsesAt' as const);
const step = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record({
      ...{ is: fc.constant('transfer' as const), action: fc.constantFrom(...TRANSFER_ACTIONS) },
      ...{ by: union, to: basic },
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      ...{ is: fc.constant('membership' as const), action: fc.constantFrom(...MEMBERSHIP_ACTIONS) },
      ...{ by: union, why: fc.constantFrom('retired', 'unemployed') },
    }),
  },
  fc.record({ is: fc.constant('join' as const), to: basic }),
  fc.record({ is: fc.constant('merge' as const), ending: basic, heir: basic }),
  fc.record({ is: fc.constant('merge' as const), ending: basic, heir: fc.constant('city' as const) }),
  fc.record({ is: fc.constant('close' as const), ending: basic }),
  fc.record({ is: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 200 }) }),
  {
    weight: 3,
    arbitrary: fc.record({ is: fc.constant('waitFor' as const), deadline, isAhead: fc.boolean() }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

describe('what may be done about a member', () => {
  const folder = useTemporaryFolder();
  let runs = 0;

  fuzz(
    'actions',
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 12 }), async (steps) => {
      const at = join(folder(), String((runs += 1)));
      mkdirSync(at);
      const network = await openTestNetwork(at);
      try {
        const life = await MemberLife.open(network);
        for (const each of steps) {
          network.test.clock.advance(MINUTE);
          if (!(await isTaken(take(life, network, each)))) continue;
          for (const by of UNIONS) await expectToldOfOne(life, network, by);
        }
      } finally {
        await network.close();
      }
    }),
    { runs: 2 },
  );
});

async function isTaken(work: Promise<void>): Promise<boolean> {
  return work.then(
    () => true,
    (error: unknown) => {
      if (!(error instanceof DomainError)) throw error;
      return false;
    },
  );
}

async function take(life: MemberLife, { test: { clock } }: TestNetwork, each: Step): Promise<void> {
  switch (each.is) {
    case 'transfer':
    case 'membership':
      return sign(life, each);
    case 'join':
      return life.join(each.to);
    case 'merge':
      return life.merge(each.ending, each.heir);
    case 'close':
      return life.close(each.ending);
    case 'wait':
      clock.advance(each.hours * HOUR);
      return;
    case 'waitFor':
      return waitFor(life, clock, each);
  }
}

async function waitFor(
  life: MemberLife,
  clock: TestClock,
  { deadline: until, isAhead }: Extract<Step, { readonly is: 'waitFor' }>,
): Promise<void> {
  clock.set(Math.max(clock.now(), timeOf(life.transfer()?.[until]) - (isAhead ? AHEAD : 0)));
  if (isAhead) await life.tick();
}

function timeOf(timestamp: string | undefined): number {
  return timestamp === undefined ? 0 : Date.parse(timestamp);
}

function sign(
  life: MemberLife,
  each: Extract<Step, { readonly is: 'transfer' | 'membership' }>,
): Promise<void> {
  if (each.is === 'transfer') {
    const payload = life.transferPayload(each.action, each.to);
    return byWhoeverMay(each.action === 'request' ? each.to : each.by, (who) =>
      life.sign(`transfer.${each.action}`, payload, life.cadres[who]),
    );
  }
  const reason = each.action === 'retain' && { reason: each.why };
  const payload = { ...life.membershipPayload(each.action), ...reason };
  return byWhoeverMay(each.by, (who) => life.sign(`membership.${each.action}`, payload, life.cadres[who]));
}

/** By the one that is named, or whoever else it is up to. */
async function byWhoeverMay(named: Union, sign: (who: Union) => Promise<void>): Promise<void> {
  const order = [named, ...UNIONS.filter((each) => each !== named)];
  for (const who of order) if (await isTaken(sign(who))) return;
  throw new DomainError('OUT_OF_SCOPE');
}

/** Of one moment: the gateway itself carries members of a union that ends to its heir, whenever it comes to that. */
async function expectToldOfOne(life: MemberLife, network: TestNetwork, by: Union): Promise<void> {
  const moment = (): string => JSON.stringify([life.account(), life.transfer()]);
  await network.sichuan.catchUp();
  const before = moment();
  try {
    await expectTold(life, network, by);
  } catch (error) {
    if (moment() === before) throw error;
    await expectToldOfOne(life, network, by);
  }
}

/** That each action that is told as allowed is taken, and each that is not is refused with the code that was told. */
async function expectTold(life: MemberLife, network: TestNetwork, by: Union): Promise<void> {
  const { identityId } = life.member;
  const state = `by ${by}, ${life.account().state}, ${life.transfer()?.status ?? ''}`;
  const ask = async <T>(target: string, view: z.ZodMiniType<T>): Promise<T | undefined> => {
    const { status, json } = await signedFetch(network.sichuan, life.cadres[by], { target });
    return status === 200 ? view.parse(json) : undefined;
  };
  const told = await ask(`/v1/accounts/${identityId}/actions`, accountActions);
  for (const each of told?.actions ?? []) {
    const type = `membership.${each.action}` as const;
    const refusal = await life.refusal(type, life.membershipPayload(each.action), life.cadres[by]);
    expectSame(type, { ...each, refusal, state });
  }
  const shown = await ask(`/v1/transfers/${identityId}`, transferView);
  if (shown !== undefined) await expectShown(life, { by, shown, state });
  await expectWaiting(life, network, { by, shown });
}

async function expectShown(
  life: MemberLife,
  {
    by,
    shown: { actions, from, silent },
    state,
  }: { readonly by: Union; readonly shown: z.output<typeof transferView>; readonly state: string },
): Promise<void> {
  for (const each of actions) {
    // What union and employer a request is for, no view knows.
    if (each.action === 'request') continue;
    const type = `transfer.${each.action}` as const;
    const payload = life.transferPayload(each.action, by);
    // Against whose silence, the view says.
    const said = each.action === 'appeal' ? { ...payload, from: silent ?? from } : payload;
    expectSame(type, { ...each, refusal: await life.refusal(type, said, life.cadres[by]), state });
  }
}

/** That what waits for somebody in the inbox, or so it says, is what he may do. */
async function expectWaiting(
  life: MemberLife,
  { sichuan }: TestNetwork,
  { by, shown }: { readonly by: Union; readonly shown: z.output<typeof transferView> | undefined },
): Promise<void> {
  const { items } = await inboxOf(sichuan, life.cadres[by]);
  const waiting = items.flatMap((item) =>
    item.kind === 'transfer' && item.identityId === life.member.identityId ? item.actions : [],
  );
  const may = (shown?.actions ?? []).flatMap(({ action, allowed }) => (allowed ? `transfer.${action}` : []));
  const state = `by ${by}, ${life.account().state}, ${life.transfer()?.status ?? ''}`;
  expect(may, `waits ${state}`).to.include.members([...waiting]);
}

function expectSame(
  type: string,
  {
    allowed,
    code,
    refusal,
    state,
  }: {
    readonly allowed: boolean;
    readonly code?: string | undefined;
    readonly refusal: ErrorCode | undefined;
    readonly state: string;
  },
): void {
  const told = allowed ? 'allowed' : code;
  const expected = [allowed ? undefined : code, ...(allowed ? [] : FIRST_ASKED)];
  if (refusal !== undefined && OF_PAYLOAD[`${type} ${told ?? ''}`] === refusal) return;
  expect(expected, `${type} ${state}: told ${told ?? ''}`).to.include(refusal);
}
