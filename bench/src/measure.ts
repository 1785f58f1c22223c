// SPDX-License-Identifier: Apache-2.0
import type { Progress } from '@unionid/test-network';
import { restartBenchNetwork, type BenchNetwork } from './bench-network.js';
import { measureChainGrowth, measureDisk, type DiskUse, type StateUse } from './disk-use.js';
import { compareChunks, enrolYardstick, type ChunkComparison } from './enrol-chunks.js';
import { measureGrowth, type GrowthRun } from './growth.js';
import { addImportTimings, importPersons, unionNameOf, type ImportTiming } from './import-path.js';
import { measureLibcrypto, type SignatureSpeed } from './openssl-speed.js';
import { measureOwnSignatures, type OwnSpeed } from './own-speed.js';
import { memberFile, newPersons } from './people.js';
import type { ChunkLoad, ImportLoad, Plan } from './plan.js';
import { addTimings, type Timing } from './run-in-flight.js';
import { measureRefusals, type RefusalRun } from './refusals.js';
import { createAssets, enrolDirectly, enrolOverHttp } from './single-writes.js';
import { byIdentityId, byNumber, verifyOverHttp, type VerificationRun } from './verifications.js';

/** Everything one run found out. */
export interface Measurements {
  readonly signatures: { readonly libcrypto: SignatureSpeed; readonly own: OwnSpeed };
  readonly contract: readonly ContractRun[];
  readonly imports: readonly ImportRun[];
  readonly singles: SingleRuns;
  readonly verifications: Readonly<Record<VerificationKind, VerificationRun>>;
  readonly refusals: RefusalRun;
  readonly growth: GrowthRun;
  readonly starts: { readonly first: number; readonly second: number };
  readonly disk: DiskRun;
}

export interface ContractRun extends ChunkComparison {
  readonly rowsPerChunk: number;
}

export interface ImportRun extends ImportLoad {
  readonly timing: ImportTiming;
  /** As many members by the yardstick, just before each file. */
  readonly yardstick: Timing;
}

export interface SingleRuns {
  /** Past the gateways, which are stopped as for chunks. */
  readonly straight: SingleRun;
  /** Through them. */
  readonly http: SingleRun;
}

export interface SingleRun {
  /** CreateAsset in turns with ours. */
  readonly assets: Timing;
  readonly ours: Timing;
  /** Growth of a peer's blocks by ours. */
  readonly chainBytes: number;
}

export type VerificationKind = 'ownById' | 'otherById' | 'ownByNumber' | 'otherByNumber';

/** After a restart, when LevelDB has written its log into tables. */
export interface DiskRun extends DiskUse {
  readonly identity: StateUse;
  /** Members on the ledger, those of the contracts compared with too, which lie in the same files. */
  readonly members: number;
}

const SINGLE_ROUNDS = 4;
/** Single writes of each kind before those that count: programs run compiled code once they have done it a few times. */
const WARM_UP = 100;
const IDENTITIES = 1_000;
const REFUSAL_ROUNDS = 3;
const RETRY = '再次运行 npm run bench run npm run bench again';

/** Measures everything of the plan, one after the other, on a network that runs. */
export async function measureAll(
  bench: BenchNetwork,
  { plan, progress }: { readonly plan: Plan; readonly progress: Progress },
): Promise<Measurements> {
  const step = <T>(zh: string, en: string, work: () => Promise<T>): Promise<T> =>
    progress.step({ zh, en, next: RETRY }, work);
  const signatures = await step('SM2 速度', 'SM2 speed', () => measureSignatures(plan));
  const contract = await step('合约批量登记', 'bulk enrolment at the contract', () =>
    bench.withoutGateways(() => measureContract(bench, plan)),
  );
  const imports = await step('文件导入', 'imports from files', () => measureImports(bench, plan));
  const singles = await step('单笔写入', 'single writes', () => measureSingles(bench, plan));
  const verifications = await step('核验', 'verifications', () => measureVerifications(bench, plan));
  const refusals = await step('拒绝与洪泛', 'refusals and a flood', async () =>
    measureRefusals(bench, {
      requests: await byIdentityId(bench, IDENTITIES),
      ...{ inFlight: plan.verificationsInFlight, seconds: plan.refusalSeconds, rounds: REFUSAL_ROUNDS },
    }),
  );
  const before = membersOf({ contract, imports, singles });
  const restarted = await step('再次启动', 'second start', () => restart(bench, plan));
  const growth = await step('账本增大后的登记', 'enrolment on the grown ledger', () =>
    measureGrowth(restarted.bench, { plan, members: before, say: (line) => progress.say(line) }),
  );
  const { identity, grown } = growth;
  const starts = { first: bench.firstStart, second: restarted.seconds };
  const members = grown.members + addTimings([grown.chunks, grown.bare, grown.singles]).count;
  const disk = { ...measureDisk(bench.test.runDir), identity, members };
  return { signatures, contract, imports, singles, verifications, refusals, growth, starts, disk };
}

async function measureSignatures({ signatureSeconds }: Plan): Promise<Measurements['signatures']> {
  const libcrypto = await measureLibcrypto(signatureSeconds);
  return { libcrypto, own: await measureOwnSignatures(signatureSeconds) };
}

async function measureContract(bench: BenchNetwork, plan: Plan): Promise<ContractRun[]> {
  const runs: ContractRun[] = [];
  for (const load of plan.contract) runs.push(await measureChunks(bench, plan, load));
  return runs;
}

async function measureChunks(
  bench: BenchNetwork,
  { chunksInFlight: inFlight }: Plan,
  { rowsPerChunk, members, rounds }: ChunkLoad,
): Promise<ContractRun> {
  const runs: ChunkComparison[] = [];
  for (let round = 0; round < rounds; round += 1)
    runs.push(await compareChunks(bench, { members: members / rounds, rowsPerChunk, inFlight }));
  return {
    rowsPerChunk,
    ours: addTimings(runs.map(({ ours }) => ours)),
    bare: addTimings(runs.map(({ bare }) => bare)),
    yardstick: addTimings(runs.map(({ yardstick }) => yardstick)),
    chainBytes: sum(runs.map(({ chainBytes }) => chainBytes)),
  };
}

async function measureImports(bench: BenchNetwork, plan: Plan): Promise<ImportRun[]> {
  const runs: ImportRun[] = [];
  for (const load of plan.imports) {
    const persons = personsOf(load.organization, plan.imports);
    runs.push({ ...load, ...(await measureImport(bench, plan, { load, persons })) });
  }
  return runs;
}

async function measureImport(
  bench: BenchNetwork,
  { chunksInFlight: inFlight }: Plan,
  { load, persons }: { readonly load: ImportLoad; readonly persons: ReturnType<typeof newPersons> },
): Promise<Pick<ImportRun, 'timing' | 'yardstick'>> {
  const { organization, rowsPerChunk, rounds, warmUp } = load;
  const members = load.members / rounds;
  const importNext = (count: number): Promise<ImportTiming> => {
    const part = persons.splice(0, count);
    const text = memberFile(part, unionNameOf(organization));
    return importPersons(bench, { persons: part, organization, text });
  };
  const timings: ImportTiming[] = [];
  const yardsticks: Timing[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const measured = { members, rowsPerChunk, inFlight };
    yardsticks.push(await bench.withoutGateways(() => enrolYardstick(bench, measured)));
    // The gateways have just started, while the yardstick's contract has been running for minutes.
    await importNext(warmUp);
    timings.push(await importNext(members));
  }
  return { timing: addImportTimings(timings), yardstick: addTimings(yardsticks) };
}

async function measureSingles(bench: BenchNetwork, plan: Plan): Promise<SingleRuns> {
  const { singlesInFlight: inFlight, imports } = plan;
  const count = plan.singleWrites / SINGLE_ROUNDS;
  const persons = newPersons(importedPersons(imports), plan.singleWrites + WARM_UP);
  const assets = (writes: number): Promise<Timing> => createAssets(bench, { count: writes, inFlight });
  const direct = (writes: number): Promise<Timing> => enrolDirectly(bench, { count: writes, inFlight });
  const overHttp = (writes: number): Promise<Timing> =>
    enrolOverHttp(bench, persons.splice(0, writes), inFlight);
  const straight = await bench.withoutGateways(() => inTurns(direct));
  const http = await inTurns(overHttp);
  return { straight, http };

  async function inTurns(enrol: typeof direct): Promise<SingleRun> {
    await assets(WARM_UP);
    await enrol(WARM_UP);
    const rounds: SingleRun[] = [];
    for (let round = 0; round < SINGLE_ROUNDS; round += 1) {
      const compared = await assets(count);
      const { result: ours, chainBytes } = await measureChainGrowth(bench.test, () => enrol(count));
      rounds.push({ assets: compared, ours, chainBytes });
    }
    return {
      assets: addTimings(rounds.map((round) => round.assets)),
      ours: addTimings(rounds.map(({ ours }) => ours)),
      chainBytes: sum(rounds.map(({ chainBytes }) => chainBytes)),
    };
  }
}

async function measureVerifications(
  bench: BenchNetwork,
  { imports, verificationSeconds: seconds, verificationsInFlight: inFlight }: Plan,
): Promise<Measurements['verifications']> {
  const identities = await byIdentityId(bench, IDENTITIES);
  const numbers = byNumber(personsOf('sichuan', imports));
  const verify = (organization: string, requests: typeof numbers): Promise<VerificationRun> =>
    verifyOverHttp(bench, { organization, requests, inFlight, seconds });
  return {
    ownById: await verify('sichuan', identities),
    otherById: await verify('beijing', identities),
    ownByNumber: await verify('sichuan', numbers),
    otherByNumber: await verify('beijing', numbers),
  };
}

async function restart(
  bench: BenchNetwork,
  { imports }: Plan,
): Promise<{ readonly bench: BenchNetwork; readonly seconds: number }> {
  bench.ledger.close();
  await bench.test.network.down();
  return restartBenchNetwork(bench, imports);
}

/** Members on the ledger by these runs; those of the bare contract lie in the same database. */
function membersOf({
  contract,
  imports,
  singles,
}: Pick<Measurements, 'contract' | 'imports' | 'singles'>): number {
  const timings = [
    ...contract.flatMap(({ ours, bare, yardstick }) => [ours, bare, yardstick]),
    ...imports.map(({ yardstick }) => yardstick),
    ...[singles.straight.ours, singles.http.ours],
  ];
  return importedPersons(imports) + 2 * WARM_UP + addTimings(timings).count;
}

function personsOf(organization: string, imports: readonly ImportLoad[]): ReturnType<typeof newPersons> {
  const at = imports.findIndex((load) => load.organization === organization);
  return newPersons(importedPersons(imports.slice(0, at)), importedPersons(imports.slice(at, at + 1)));
}

function importedPersons(imports: readonly ImportLoad[]): number {
  return sum(imports.map(({ members, warmUp, rounds }) => members + warmUp * rounds));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
