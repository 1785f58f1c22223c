// SPDX-License-Identifier: Apache-2.0
import type { PersonInput } from '@unionid/domain/api';
import type { PayloadOf } from '@unionid/domain/catalogue';
import type { BenefitClassCode, Grant } from '@unionid/domain/ledger';
import { newKeySigner, newSm2KeyPair } from '@unionid/domain/signing';
import { chinaDateAt } from '@unionid/domain/values';
import { pollUntil } from '@unionid/network';
import { newId } from '@unionid/sdk';
import {
  decide,
  foundReceivingUnion,
  hireCadre,
  newUnionEntry,
  type GovernorClient,
  type PlanStaff,
  type Receiver,
  type TestNetwork,
} from '@unionid/test-network';
import { people } from '../support/people-file.js';

export const PROVINCES = ['sichuan', 'anhui', 'beijing', 'shandong'] as const;
export type Province = (typeof PROVINCES)[number];
export const GATEWAYS = [...PROVINCES, 'national'] as const;
export type GatewayName = (typeof GATEWAYS)[number];

/** Classes of which a person is granted one in a window, whatever hardship there is. */
export const RACED = ['festival', 'summer', 'childbirth', 'inclusive'] as const satisfies BenefitClassCode[];
export type RacedClass = (typeof RACED)[number];

export const DOCUMENT = 'A'.repeat(43);
/** Of the first of the field's persons (synthetic-person.ts); some two hundred from there on are its own. */
const CADRES = 80_000;
const FUND_FEN = 100_000_000;
const ROOT_FEN = 10_000_000;
const BELOW_FEN = 2_000_000;

/** Somebody who wants to be first: a maker with a person behind, who may make plans of one union's line. */
export interface Contender {
  readonly organization: GatewayName;
  readonly org: string;
  readonly maker: GovernorClient;
}

/** Who carries a province's plans on: each another person, by the province's own union. */
export type Desk = Omit<PlanStaff, 'maker'>;

/** Unions, money and people of a race. */
export interface RaceField {
  readonly test: TestNetwork;
  /** The block at which it was begun: what others have done on the network before is no part of the race. */
  readonly since: number;
  readonly fund: string;
  readonly programmes: Readonly<Record<RacedClass, string>>;
  readonly contenders: readonly Contender[];
  readonly desks: Readonly<Record<Province, Desk>>;
  /** The basic union of each province, which members move between. */
  readonly homes: Readonly<Record<Province, Receiver>>;
}

/** A tree in each province, money down to each union of it, and so many contenders at each gateway. */
export async function openField(test: TestNetwork, perGateway: number): Promise<RaceField> {
  const since = await heightOf(test);
  const fund = await openFund(test);
  const programmes = await publishProgrammes(test);
  const trees = await Promise.all(
    PROVINCES.map(async (name) => [name, await foundTree(test, name)] as const),
  );
  for (const [name, { orgs }] of trees)
    await allot(test, { fund, from: 'national', to: name, org: orgs[0], fen: ROOT_FEN });
  for (const [name, { orgs }] of trees)
    for (const org of orgs.slice(1)) await allot(test, { fund, from: name, to: name, org, fen: BELOW_FEN });
  const hired = await Promise.all(
    GATEWAYS.map((name, at) => {
      const orgs = trees.find(([province]) => province === name)?.[1].orgs;
      return hireContenders(test, {
        organization: name,
        orgs: orgs ?? [test.clientOf(name).operator.orgId],
        persons: people(CADRES + at * 20, perGateway),
      });
    }),
  );
  const desks = await Promise.all(
    PROVINCES.map(async (name, at) => [name, await hireDesk(test, name, CADRES + 100 + at * 4)] as const),
  );
  // Whoever gives a member a code is known as a person (ADR 65).
  const homes = await Promise.all(
    trees.map(async ([organization, { home, orgs }], at) => {
      const [person] = people(CADRES + 116 + at, 1);
      if (person === undefined) throw new RangeError('nobody');
      const clerk = await hire(test, { organization, org: orgs[0], person, grants: ['member'] });
      return [organization, { ...home, governor: clerk }] as const;
    }),
  );
  return {
    ...{ test, since, fund, programmes, contenders: hired.flat() },
    desks: Object.fromEntries(desks) as RaceField['desks'],
    homes: Object.fromEntries(homes) as RaceField['homes'],
  };
}

/** Of whichever peer has fewest blocks. */
async function heightOf({ network }: TestNetwork): Promise<number> {
  const { channels } = await network.status();
  return Math.min(...channels.flatMap(({ heights }) => Object.values(heights).map((height) => height ?? 0)));
}

async function openFund(test: TestNetwork): Promise<string> {
  const national = test.clientOf('national');
  const fundId = newId('fund');
  const { orgId: org } = national.operator;
  const fund = { fundId, org, source: 'union', document: DOCUMENT, fen: FUND_FEN } as const;
  await decide(national, test.ledger, 'fund.open', fund);
  return fundId;
}

async function publishProgrammes(test: TestNetwork): Promise<RaceField['programmes']> {
  const national = test.clientOf('national');
  const programmes = RACED.map((raced) => [raced, newId('programme')] as const);
  await Promise.all(
    programmes.map(([raced, programmeId]) =>
      decide(national, test.ledger, 'programme.publish', {
        ...{ programmeId, org: national.operator.orgId, class: raced, document: DOCUMENT },
        ...{ from: '2026-01-01', until: '2099-12-31', itemFen: 100_000, windowFen: 100_000 },
        ...{ publicDays: 0, bands: [{ fen: 100_000_000, approvers: 1 }] },
      }),
    ),
  );
  return Object.fromEntries(programmes) as RaceField['programmes'];
}

interface Tree {
  /** The province's own union first, then down to the basic one. */
  readonly orgs: readonly [string, ...string[]];
  readonly home: Receiver;
}

/** Province, city, county and a basic union that covers an employer. */
async function foundTree(test: TestNetwork, province: Province): Promise<Tree> {
  const governor = test.clientOf(province);
  const found = async (name: string, level: 2 | 3, parent: string): Promise<string> => {
    const entry = { ...newUnionEntry(governor, name), parent, level };
    await decide(governor, test.ledger, 'organisation.register', entry);
    return entry.orgId;
  };
  const { orgId } = governor.operator;
  const city = await found(`${governor.union.province}竞发市总工会`, 2, orgId);
  const county = await found(`${governor.union.province}竞发县总工会`, 3, city);
  const name = `${governor.union.province}竞发厂工会委员会`;
  const home = await foundReceivingUnion(test, province, name, { parent: county });
  return { orgs: [orgId, city, county, home.union], home };
}

interface Allotment {
  readonly fund: string;
  readonly from: GatewayName;
  readonly to: Province;
  readonly org: string;
  readonly fen: number;
}

async function allot(test: TestNetwork, { fund, from, to, org, fen }: Allotment): Promise<void> {
  const [giver, receiver] = [test.clientOf(from), test.clientOf(to)];
  const allotmentId = newId('allotment');
  const offer = { allotmentId, fund, from: giver.operator.orgId, to: org, fen, document: DOCUMENT };
  await decide(giver, test.ledger, 'line.allot', offer);
  const isKnown = async (): Promise<true> => {
    await receiver.client.lines.allotment(allotmentId);
    return true;
  };
  await pollUntil(() => isKnown().catch(() => undefined), { what: `offer to ${to}`, timeoutMs: 30_000 });
  await decide(receiver, test.ledger, 'line.accept', { allotmentId }, 1);
}

/** From the bottom of the tree to its top, and again. */
function hireContenders(
  test: TestNetwork,
  {
    organization,
    orgs,
    persons,
  }: {
    readonly organization: GatewayName;
    readonly orgs: readonly string[];
    readonly persons: readonly PersonInput[];
  },
): Promise<readonly Contender[]> {
  return Promise.all(
    persons.map(async (person, at) => {
      const org = orgs.at(-1 - (at % orgs.length)) ?? '';
      return { organization, org, maker: await hire(test, { organization, org, person, grants: ['plan'] }) };
    }),
  );
}

async function hireDesk(test: TestNetwork, organization: Province, first: number): Promise<Desk> {
  const { orgId: org } = test.clientOf(organization).operator;
  const grants = ['check', 'approve', 'pay', 'pay'] as const;
  const hired = await Promise.all(
    people(first, grants.length).map((person, at) =>
      hire(test, { organization, org, person, grants: [grants[at] ?? 'pay'] }),
    ),
  );
  const [checker, approver, payer, recorder] = hired as [
    ...[GovernorClient, GovernorClient],
    ...[GovernorClient, GovernorClient],
  ];
  return { checker, approver, payer, recorder };
}

/** The national union has no members, so its cadres are 四川's. */
function hire(
  test: TestNetwork,
  cadre: {
    readonly organization: GatewayName;
    readonly org: string;
    readonly person: PersonInput;
    readonly grants: Grant[];
  },
): Promise<GovernorClient> {
  const memberOf = cadre.organization === 'national' ? 'sichuan' : cadre.organization;
  return hireCadre(test, { ...cadre, memberOf }, newKeySigner(newSm2KeyPair().privateKey));
}

/** By what a contender grants, today: whoever moved yesterday is a member of the new union since then. */
export function termsOf(
  { fund, programmes }: RaceField,
  { org, raced }: { readonly org: string; readonly raced: RacedClass },
): Pick<PayloadOf<'plan.open'>, 'org' | 'fund' | 'programme' | 'programmeVersion' | 'on' | 'until'> {
  const on = chinaDateAt(Date.now());
  const until = chinaDateAt(Date.now() + 30 * 86_400_000);
  return { org, fund, programme: programmes[raced], programmeVersion: 1, on, until };
}
