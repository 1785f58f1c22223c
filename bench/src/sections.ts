// SPDX-License-Identifier: Apache-2.0
import type { Bar, Figure, Section } from './figure.js';
import type { LedgerRun } from './growth.js';
import type { ImportTiming } from './import-path.js';
import type { Measurements, SingleRun, VerificationKind } from './measure.js';
import { signatureBound, type SignatureSpeed } from './openssl-speed.js';
import { SILENT_SOCKETS } from './refusals.js';
import { REFUSED, type Refused } from './refused-requests.js';
import { addTimings, rateOf, type Timing } from './run-in-flight.js';
import type { TransferRun } from './transfers.js';

const MEMBERS = 'members/s';
const LIBCRYPTO = "libcrypto's";
const YARDSTICK = 'the yardstick';

/** What was measured as tables, with the bars of architecture.md §8. */
export function toSections(measured: Measurements): Section[] {
  return [
    { title: 'Signatures, one core', figures: signatureFigures(measured) },
    { title: 'Bulk enrolment at the contract', figures: contractFigures(measured) },
    { title: 'Bulk enrolment through the whole import path', figures: importFigures(measured) },
    { title: 'Single writes', figures: singleFigures(measured) },
    {
      title: 'Verification over HTTP, signed request, signed and checked answer',
      figures: verificationFigures(measured),
    },
    { title: 'Refusals, and a flood of them', figures: refusalFigures(measured) },
    { title: 'Disk of one peer per member', figures: diskFigures(measured) },
    { title: 'A grown ledger', figures: growthFigures(measured) },
    { title: 'Starting', figures: startFigures(measured) },
  ];
}

/** Moving beside joining, on the same machine in turns. */
export function transferSection(run: TransferRun): Section {
  const rate = (what: string, timing: Timing, bytes: number): Figure => ({
    ...{ what, value: rateOf(timing), unit: MEMBERS },
    note: `${members(timing)}; ${Math.round(bytes / timing.count).toString()} B of blocks a member`,
  });
  const against = (timing: Timing, other: Timing, to: string): Pick<Figure, 'ratio' | 'bar'> => ({
    ratio: { value: rateOf(timing) / rateOf(other), to },
    bar: { of: 'ratio', least: 0.5 },
  });
  return {
    title: 'Transfers between provinces, beside joining',
    figures: [
      rate('import of members, file to report', run.imports, run.importBytes),
      {
        ...rate('batch that both sides sign, file to report', run.batches, run.batchBytes),
        ...against(run.batches, run.imports, 'the import'),
      },
      ...run.batchRounds.map((timing, round) => ({
        what: `batch of round ${(round + 1).toString()}`,
        value: rateOf(timing),
        unit: MEMBERS,
        note: members(timing),
      })),
      rate('single enrolment over HTTP', run.enrolments, run.enrolmentBytes),
      {
        ...rate('single transfer over HTTP: requested, let go, completed', run.transfers, run.transferBytes),
        ...against(run.transfers, run.enrolments, 'the enrolment'),
      },
    ],
  };
}

function signatureFigures({ signatures: { libcrypto, own } }: Measurements): Figure[] {
  return (['sign', 'verify'] as const).flatMap((name) => {
    const against = (what: string, speed: SignatureSpeed): Figure => ({
      ...{ what: `SM2 ${name}, ${what}`, value: speed[name], unit: '/s' },
      ratio: { value: speed[name] / libcrypto[name], to: LIBCRYPTO },
    });
    return [
      { what: `SM2 ${name}, libcrypto (\`openssl speed\`)`, value: libcrypto[name], unit: '/s' },
      against("by Node's OpenSSL (contracts)", own.openssl),
      against('in WebAssembly (gateway, SDK)', own.webAssembly),
    ];
  });
}

function contractFigures({ contract }: Measurements): Figure[] {
  const largest = Math.max(...contract.map(({ rowsPerChunk }) => rowsPerChunk));
  return contract.flatMap(({ rowsPerChunk, ours, bare, yardstick }) => {
    const rows = `chunks of ${rowsPerChunk}`;
    const inRows = (timing: Timing): Pick<Figure, 'value' | 'unit' | 'note'> => {
      return { value: rateOf(timing), unit: MEMBERS, note: members(timing) };
    };
    return [
      {
        ...{ what: `${rows}, signed manifest and proven chunks`, ...inRows(ours) },
        ratio: { value: rateOf(ours) / rateOf(yardstick), to: YARDSTICK },
        ...(rowsPerChunk === largest && { bar: barOf(1_500) }),
      },
      {
        ...{ what: `${rows}, bare contract`, ...inRows(bare) },
        ratio: { value: rateOf(ours) / rateOf(bare), to: 'this is ours' },
      },
      { what: `${rows}, yardstick`, ...inRows(yardstick) },
    ];
  });
}

// The design states these bars in members/s on a machine where a contract that writes two records a member reaches 3,000
// (fabric-facts.md §2.2); another machine, or this one on a slower day, moves both.
const YARDSTICK_RATE_OF_BARS = 3_000;

function barOf(membersPerSecond: number): Bar {
  return { of: 'ratio', least: membersPerSecond / YARDSTICK_RATE_OF_BARS };
}

function importFigures({ imports }: Measurements): Figure[] {
  const largest = Math.max(...imports.map(({ rowsPerChunk }) => rowsPerChunk));
  return imports.map(({ rowsPerChunk, timing, yardstick }) => ({
    ...{ what: `chunks of ${rowsPerChunk}, file to report`, value: rateOf(timing), unit: MEMBERS },
    ratio: { value: rateOf(timing) / rateOf(yardstick), to: `${YARDSTICK} just before` },
    ...(rowsPerChunk === largest && { bar: barOf(800) }),
    note: `${members(timing)}: ${phases(timing)}; yardstick ${Math.round(rateOf(yardstick))}/s`,
  }));
}

function singleFigures({ singles: { straight, http } }: Measurements): Figure[] {
  const pair = (beside: string, what: string, { assets, ours }: SingleRun): Figure[] => [
    {
      ...{ what: `CreateAsset, its own client${beside}`, value: rateOf(assets), unit: 'tx/s' },
      note: `${assets.count} transactions`,
    },
    {
      ...{ what: `signed enrolment, ${what}`, value: rateOf(ours), unit: 'tx/s' },
      note: `${ours.count} transactions`,
      ratio: { value: rateOf(ours) / rateOf(assets), to: 'CreateAsset' },
      bar: { of: 'ratio', least: 0.8 },
    },
  ];
  return [
    ...pair('', 'straight to the peers', straight),
    ...pair(', beside the gateways', 'prepared and submitted over HTTP', http),
  ];
}

const KINDS: Readonly<Record<VerificationKind, string>> = {
  ownById: 'own member by identityId',
  otherById: "another province's member by identityId",
  ownByNumber: 'own member by number and name',
  otherByNumber: "another province's member by number and name, one hop to the matching endpoint",
};

function verificationFigures({ verifications, signatures }: Measurements): Figure[] {
  const bound = signatureBound(signatures.libcrypto);
  const figures = (Object.keys(KINDS) as VerificationKind[]).map((kind): Figure => {
    const run = verifications[kind];
    const times = `median ${run.median.toFixed(0)} ms, p99 ${run.p99.toFixed(0)} ms`;
    const perCore = run.gatewayCpuMs === undefined ? undefined : 1000 / run.gatewayCpuMs / bound;
    const clientMs = ((run.cpuSeconds / run.count) * 1000).toFixed(2);
    const gateway = `gateway ${run.gatewayCpuMs?.toFixed(2) ?? '?'} ms (${perCore?.toFixed(2) ?? '?'} × the bound)`;
    const cpu = `CPU for one: ${gateway}, client ${clientMs} ms`;
    return {
      ...{ what: KINDS[kind], value: rateOf(run), unit: '/s', note: `${times}; ${cpu}` },
      ratio: { value: rateOf(run) / bound, to: 'the SM2 bound' },
      bar: { of: 'ratio', least: 0.6 },
    };
  });
  return [{ what: 'SM2 bound of one core, 1/(1/sign + 1/verify)', value: bound, unit: '/s' }, ...figures];
}

const REFUSALS: Readonly<Record<Refused, string>> = {
  unsigned: 'refusal of a request without a signature',
  stranger: "refusal of a stranger's signature",
  falselySigned: 'refusal of a false signature under a known key',
};

function refusalFigures({ refusals: { cpuMs, flood } }: Measurements): Figure[] {
  const honest = medianOf(cpuMs.honest);
  const costs = REFUSED.map((kind): Figure => {
    const value = medianOf(cpuMs[kind]);
    const bar = { of: 'ratio', most: 0.25 } as const;
    return {
      ...{
        what: REFUSALS[kind],
        value,
        unit: 'ms',
        ratio: { value: value / honest, to: 'an honest answer' },
        bar,
      },
    };
  });
  const beside = `beside ${SILENT_SOCKETS} silent connections and ${Math.round(rateOf(flood.flood))} unsigned requests/s`;
  return [
    { what: 'gateway CPU of an honest answer, in turns with refusals', value: honest, unit: 'ms' },
    ...costs,
    {
      ...{ what: `honest requests refused, ${beside}`, value: flood.honest.refused, unit: 'of them' },
      bar: { of: 'value', most: 0 },
      note: `${flood.honest.asked} asked; median ${flood.honest.median.toFixed(0)} ms, p99 ${flood.honest.p99.toFixed(0)} ms`,
    },
    {
      ...{ what: 'event loop late meanwhile, p99', value: flood.loopDelay.p99 * 1000, unit: 'ms' },
      note: `slowest turn ${(flood.loopDelay.max * 1000).toFixed(0)} ms; the measure itself adds 10 ms`,
    },
    {
      ...{
        what: 'highest resident memory of the gateway meanwhile',
        value: flood.peakBytes / 2 ** 20,
      },
      ...{ unit: 'MB', bar: { of: 'value', most: 512 } },
    },
  ];
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;
}

function diskFigures({ contract, singles, disk }: Measurements): Figure[] {
  const { identity, members: all } = disk;
  const { straight, http } = singles;
  const singleCount = addTimings([straight.ours, http.ours]).count;
  return [
    {
      ...{ what: 'state: keys and values of a member', value: identity.bytes / identity.members, unit: 'B' },
      bar: { of: 'value', most: 500 },
      note: `${identity.members} members of chaincode identity; account or page, person index, membership index`,
    },
    {
      what: 'state: files',
      value: disk.state / all,
      unit: 'B',
      note: `${all} members, those of the contracts compared with too`,
    },
    { what: 'indexes of blocks, transactions and history', value: disk.indexes / all, unit: 'B' },
    ...contract.map(({ rowsPerChunk, ours, chainBytes }) => ({
      ...{ what: `blocks, chunks of ${rowsPerChunk}`, value: chainBytes / ours.count, unit: 'B' },
    })),
    {
      what: 'blocks, single enrolments',
      value: (straight.chainBytes + http.chainBytes) / singleCount,
      unit: 'B',
    },
  ];
}

function growthFigures({ growth: { young, grown } }: Measurements): Figure[] {
  const at = ({ members: count }: LedgerRun): string =>
    `with ${(count / 1000).toFixed(0)} k members on the ledger`;
  const pair = (what: string, kind: 'chunks' | 'singles' | 'bare', unit: string): Figure[] => [
    { what: `${what}, ${at(young)}`, value: rateOf(young[kind]), unit },
    {
      ...{ what: `the same, ${at(grown)}`, value: rateOf(grown[kind]), unit },
      ratio: { value: rateOf(grown[kind]) / rateOf(young[kind]), to: 'the line above' },
      ...(kind !== 'bare' && { bar: { of: 'ratio', least: 0.8 } as const }),
    },
  ];
  return [
    ...pair('single signed enrolment', 'singles', 'tx/s'),
    ...pair('chunks of 500', 'chunks', MEMBERS),
    ...pair('bare contract, chunks of 500', 'bare', MEMBERS),
  ];
}

function startFigures({ starts: { first, second } }: Measurements): Figure[] {
  return [
    { what: 'first start, dependencies and Fabric programs present', value: first, unit: 's' },
    { what: 'second start', value: second, unit: 's', bar: { of: 'value', most: 60 } },
  ];
}

function phases({ readSeconds, signSeconds, submitSeconds }: ImportTiming): string {
  const [read, sign, submit] = [readSeconds, signSeconds, submitSeconds].map((seconds) => seconds.toFixed(1));
  return `gateway reads ${read ?? ''} s, client compares and signs ${sign ?? ''} s, ledger takes ${submit ?? ''} s`;
}

function members({ count, seconds }: Timing): string {
  return `${count} members in ${seconds.toFixed(1)} s`;
}
