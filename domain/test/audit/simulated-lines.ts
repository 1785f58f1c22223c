// SPDX-License-Identifier: Apache-2.0
import type { AuditRows, Step } from '#src/audit/index.js';
import type { AllotmentRecord, FundRecord, FundSource } from '#src/ledger/index.js';
import type { SimPlan, Simulation } from './simulated-country.js';
import { DIGEST } from './simulated-rules.js';

const FIRST: Step = {
  block: 0,
  transactionId: 't0',
  time: '2025-12-31T00:00:00.000Z',
  type: 'fund.open',
  actor: 'system',
};
const SOURCES: readonly FundSource[] = ['central', 'union', 'donation', 'local'];
const version = <T>(record: T): readonly [{ readonly step: Step; readonly record: T }] => [
  { step: FIRST, record },
];

/** What plans hold and have spent by their items, and how the money came there: half of it by a city, some given back, some offered. */
export function lineRows(sim: Simulation): Pick<AuditRows, 'funds' | 'lines' | 'allotments'> {
  const provinces = [...new Set(sim.programmes.map(({ rules }) => rules.province))];
  const rows = provinces.flatMap((province) => SOURCES.map((source) => ofFund(sim, province, source)));
  return {
    funds: rows.flatMap(({ funds }) => funds),
    lines: rows.flatMap(({ lines }) => lines),
    allotments: rows.flatMap(({ allotments }) => allotments),
  };
}

function ofFund(
  sim: Simulation,
  province: string,
  source: FundSource,
): { readonly [K in 'funds' | 'lines' | 'allotments']: AuditRows[K] } {
  const fund = `${province}-${source}`;
  const unions = sim.unionsOf(province);
  const used = new Map(unions.map((org) => [org, spentBy(sim.plans, fund, org)]));
  const moves: AllotmentRecord[] = [];
  const move = (from: string, to: string, fen: number, further: Partial<AllotmentRecord> = {}): void => {
    const between = { fund, from, fromProvince: province, to, toProvince: province, document: DIGEST };
    moves.push({ v: 2, state: 'ACCEPTED', ...between, fen, ...further });
  };
  for (const [at, org] of unions.entries()) {
    const { reserved, paid } = used.get(org)!;
    if (at > 0) move(unions[0]!, org, reserved + paid + 700 * at);
    if (at === 2) move(org, unions[0]!, 300, { back: true });
    if (at === 3) move(unions[0]!, org, 55, { state: 'OFFERED', v: 1 });
    if (at === 4) move(unions[0]!, org, 66, { state: 'WITHDRAWN' });
    if (at === 5) move(org, unions[0]!, 44, { state: 'OFFERED', v: 1, back: true });
  }
  const sum = (of: (one: AllotmentRecord) => boolean): number =>
    moves.filter(of).reduce((all, { fen }) => all + fen, 0);
  const top = used.get(unions[0]!)!;
  const fen =
    sum(({ back, state }) => back !== true && state !== 'WITHDRAWN') + top.reserved + top.paid + 12_345;
  const lines = unions.map((org) => {
    const isOwner = org === unions[0];
    const record = {
      ...{ v: 5, province, ...used.get(org)! },
      received: isOwner
        ? fen
        : sum(({ to, back, state }) => to === org && back !== true && state === 'ACCEPTED'),
      allotted: isOwner
        ? sum(({ back, state }) => back !== true && state !== 'WITHDRAWN') -
          sum(({ back, state }) => back === true && state === 'ACCEPTED')
        : 0,
      returned: sum(({ from, back }) => from === org && back === true),
    };
    const off = sim.lineBreaks.get(`${fund}/${org}`) ?? 0;
    return { fund, org, inScope: true, versions: version({ ...record, paid: record.paid + off }) };
  });
  const record: FundRecord = {
    v: 1,
    state: 'OPEN',
    province,
    org: unions[0]!,
    source,
    document: DIGEST,
    fen,
  };
  return {
    ...{ funds: [{ fundId: fund, versions: version(record) }], lines },
    allotments: moves.map((one, at) => ({ allotmentId: `${fund}/${at}`, versions: version(one) })),
  };
}

/** By the letters of items and not by what plans say. */
function spentBy(
  plans: readonly SimPlan[],
  fund: string,
  org: string,
): { readonly reserved: number; readonly paid: number } {
  const spent = { reserved: 0, paid: 0 };
  for (const { versions, items } of plans) {
    const { record } = versions.at(-1)!;
    if (record.fund !== fund || record.org !== org) continue;
    const sumOf = (letters: string): number =>
      items.filter(({ letter }) => letters.includes(letter)).reduce((all, row) => all + row.record.fen, 0);
    if (record.status === 'RECONCILED' || record.status === 'CLOSED') spent.paid += sumOf('P');
    else if (record.status === 'OPEN') spent.reserved += record.signed.fen;
    else if (record.status !== 'CANCELLED') spent.reserved += sumOf('SHPF');
  }
  return spent;
}
