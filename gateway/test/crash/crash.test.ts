// SPDX-License-Identifier: Apache-2.0
import { join } from 'node:path';
import { expect } from 'chai';
import {
  bootstrapTestLedger,
  newInMemoryGatewayLedger,
  type TestLedger,
  type TestUnion,
} from '@unionid/chaincode/testing';
import type { CorrectionParts, ImportView, PersonInput, PreparedParts } from '@unionid/domain/api';
import type { SignedInstruction } from '@unionid/domain/instruction';
import type { IdentifiedAccount } from '@unionid/domain/ledger';
import { commitmentRoot } from '@unionid/domain/privacy';
import { CrashPoint, MortalLedger } from '../support/crash-points.js';
import { accountsOnLedger } from '../support/accounts-on-ledger.js';
import { instructCorrection, prepareCorrection } from '../support/correct.js';
import { enrol, instructEnrolment, prepare, registerUnion, submitInstruction } from '../support/enrol.js';
import {
  csvText,
  idNumber,
  MEMBER_COLUMNS,
  memberRow,
  ORGANISATION_COLUMNS,
  organisationRow,
} from '../support/import-files.js';
import { newImport, reportOf, runImport, signManifest } from '../support/run-import.js';
import { describeOnDatabases, testDatabase, type CommitWatch } from '../support/on-databases.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import { openTestGateway, registerGatewayKey, type TestGateway } from '../support/test-gateway.js';

const ROWS = 4;
const CHUNK_ROWS = 2;
const HOUR_MS = 3_600_000;
/** Longer than any preparation or signature is valid. */
const LATER_MS = 100 * HOUR_MS;

// One gateway is killed again and again, each time one step later than the time before, and must go on from its files:
// after each commit of any of its databases, and after each call of the ledger.
describeOnDatabases('a gateway killed after any step', function () {
  this.timeout(120_000);
  const folder = useTemporaryFolder();
  let test: TestLedger;
  let union: TestUnion;
  let national: TestGateway;
  let gateway: TestGateway;
  let ledger: MortalLedger;
  let lives: number;
  let onCommit: () => void;
  let watch: CommitWatch;

  beforeEach(async () => {
    lives = 0;
    onCommit = () => undefined;
    test = await bootstrapTestLedger();
    union = test.provinces['51'];
    for (const each of [test.national, union]) await registerGatewayKey(test, each);
    national = await openTestGateway(test, test.national, { dataDir: join(folder(), 'national') });
    await live();
  });
  afterEach(async () => {
    await gateway.close();
    await watch.stop();
    await national.close();
  });

  it('of an import goes on by itself, and vault, ledger and report agree to the row', async () => {
    const content = csvText(ORGANISATION_COLUMNS, [organisationRow(0)]);
    expect((await runImport(test, gateway, { kind: 'organisations', content })).state).to.equal('DONE');
    const crashes = await killAfterEachStep((attempt) => {
      const rows = Array.from({ length: ROWS }, (_, index) => memberRow(attempt * ROWS + index));
      const file = csvText(MEMBER_COLUMNS, rows);
      const client = new ImportingClient(file);
      return { work: () => client.goOn(), check: () => expectImported(client) };
    });
    // Two chunks with their manifest and its closing: endorsed, kept, sent, settled, activated, written down.
    expect(crashes).to.be.greaterThan(30);
    expect((await gateway.services.vault.count()).pending).to.equal(0);
  });

  it('of one enrolment goes on by itself, and the person is a member once', async () => {
    const org = await registerUnion(test, union);
    await gateway.catchUp();
    const crashes = await killAfterEachStep((attempt) => {
      const client = new EnrollingClient(org, personAt(attempt));
      return { work: () => client.goOn(), check: () => expectEnrolled(client) };
    });
    expect(crashes).to.be.greaterThan(8);
    test.clock.advance(LATER_MS);
    await gateway.services.preparations.sweep();
    expect((await gateway.services.vault.count()).pending).to.equal(0);
  });

  it('of one correction goes on by itself, and record and ledger have one root', async () => {
    const org = await registerUnion(test, union);
    await gateway.catchUp();
    const { identityId } = await enrol(test, gateway, { org, person: personAt(0) });
    const crashes = await killAfterEachStep((attempt) => {
      const mobile = `138000${String(10_000 + attempt)}`;
      const client = new CorrectingClient(identityId, { ...personAt(0), mobile });
      return { work: () => client.goOn(), check: () => expectCorrected(client) };
    });
    expect(crashes).to.be.greaterThan(8);
  });

  interface Task {
    /** What the operator's client does; it may be done again at any time. */
    readonly work: () => Promise<void>;
    readonly check: () => Promise<void>;
  }

  /** Answers after how many steps a task was over that nobody killed any more. */
  async function killAfterEachStep(newTask: (attempt: number) => Task): Promise<number> {
    for (let lastStep = 1; ; lastStep += 1) {
      const { work, check } = newTask(lastStep);
      const copyTo = dataDirOf(lives + 1);
      const { cutOff } = watch;
      const point = new CrashPoint({ dataDir: dataDirOf(lives), copyTo, cutOff, lastStep });
      ledger.point = point;
      onCommit = () => point.step();
      await Promise.race([point.death, work().then(() => gateway.catchUp())]).catch(ignoreOnceDead(point));
      onCommit = () => undefined;
      const survived = !point.isDead;
      if (!survived) await liveAgain();
      await work();
      await gateway.catchUp();
      await check();
      if (survived) return lastStep;
    }
  }

  async function liveAgain(): Promise<void> {
    await gateway.close();
    await watch.stop();
    testDatabase().inherit(dataDirOf(lives), dataDirOf(lives + 1));
    lives += 1;
    await live();
  }

  async function live(): Promise<void> {
    watch = await testDatabase().watchCommits(dataDirOf(lives), () => onCommit());
    ledger = new MortalLedger(newInMemoryGatewayLedger(test.ledger, { mspId: union.mspId }));
    gateway = await openTestGateway(test, union, {
      ...{ dataDir: dataDirOf(lives), matchingUrl: national.url, ledger },
      config: { importChunkRows: CHUNK_ROWS },
    });
    await gateway.catchUp();
  }

  function dataDirOf(life: number): string {
    return join(folder(), `life ${String(life)}`);
  }

  async function expectImported({ importId }: ImportingClient): Promise<void> {
    const { vault } = gateway.services;
    const report = await reportOf(gateway, importId ?? '');
    expect(report.map(({ outcome }) => outcome)).to.deep.equal(Array.from({ length: ROWS }, () => 'done'));
    const identityIds = report.map(({ identityId }) => identityId ?? '');
    expect(new Set((await vault.states(identityIds)).values())).to.deep.equal(new Set(['ACTIVE']));
    for (const identityId of identityIds) expect(versionOf(identityId)).to.equal(1);
    const { pending, active } = await vault.count();
    expect(pending).to.equal(0);
    // One more is the contact of the union.
    expect(active).to.equal(accounts().length + 1);
  }

  async function expectEnrolled({ parts, status }: EnrollingClient): Promise<void> {
    const identityId = parts?.identityId ?? '';
    expect(status).to.equal(200);
    expect((await gateway.services.vault.states([identityId])).get(identityId)).to.equal('ACTIVE');
    expect(versionOf(identityId)).to.equal(1);
    expect((await gateway.services.vault.count()).active).to.equal(accounts().length);
  }

  async function expectCorrected({ identityId, person, parts }: CorrectingClient): Promise<void> {
    const record = (await gateway.services.vault.read([identityId])).get(identityId);
    expect(record?.fields.mobile).to.equal(person.mobile);
    const account = accounts().find((each) => each.identityId === identityId)?.account;
    expect(account?.root).to.equal(parts?.root);
    expect(account?.root).to.equal(record && commitmentRoot(record.fields, record.seed));
  }

  function versionOf(identityId: string): number {
    return accounts().find((each) => each.identityId === identityId)?.account.v ?? 0;
  }

  function accounts(): readonly IdentifiedAccount[] {
    return accountsOnLedger(test);
  }

  /** Hands a file in and signs it; started anew it goes on where its gateway is. */
  class ImportingClient {
    importId: string | undefined;
    readonly #file: string;
    #signed: SignedInstruction | undefined;

    constructor(file: string) {
      this.#file = file;
    }

    async goOn(): Promise<void> {
      const { imports } = gateway.services;
      // Until it has heard of its job it hands the file in again.
      this.importId ??= (await imports.start(newImport(gateway, { content: this.#file }))).importId;
      await imports.settled();
      const view = await this.#view();
      if (view.state === 'READY') await this.#approve(view);
      await imports.settled();
      expect((await this.#view()).state).to.equal('DONE');
    }

    async #approve(view: ImportView): Promise<void> {
      this.#signed ??= await signManifest(test, view, union.root);
      await gateway.services.imports.approve(view.importId, this.#signed);
    }

    async #view(): Promise<ImportView> {
      const view = await gateway.services.imports.find(this.importId ?? '');
      return view ?? expect.fail(`no import ${this.importId ?? ''}`);
    }
  }

  /** Prepares, signs and hands in; started anew it does what it has no answer to. */
  class EnrollingClient {
    parts: PreparedParts | undefined;
    status: number | undefined;
    readonly #org: string;
    readonly #person: PersonInput;
    #argument: string | undefined;

    constructor(org: string, person: PersonInput) {
      this.#org = org;
      this.#person = person;
    }

    async goOn(): Promise<void> {
      const org = this.#org;
      this.parts ??= await prepare(gateway, union.root, { org, person: this.#person });
      this.#argument ??= await instructEnrolment(test, union.root, { org, parts: this.parts });
      const { status } = await submitInstruction(gateway, union.root, { argument: this.#argument });
      this.status = status;
    }
  }

  /** The same of a correction. */
  class CorrectingClient {
    readonly identityId: string;
    readonly person: PersonInput;
    parts: CorrectionParts | undefined;
    #argument: string | undefined;

    constructor(identityId: string, person: PersonInput) {
      this.identityId = identityId;
      this.person = person;
    }

    async goOn(): Promise<void> {
      const { identityId, person } = this;
      this.parts ??= await prepareCorrection(gateway, union.root, { identityId, person });
      this.#argument ??= await instructCorrection(test, union.root, this.parts);
      const response = await submitInstruction(gateway, union.root, { argument: this.#argument });
      expect(response.status, response.text).to.equal(200);
    }
  }
});

/** Whatever a dying gateway still answers: its client does not rely on it. */
function ignoreOnceDead(point: CrashPoint): (error: unknown) => void {
  return (error) => {
    if (!point.isDead) throw error;
  };
}

function personAt(index: number): PersonInput {
  return {
    ...{ name: '测试甲一', docType: '111', docNumber: idNumber(2 * index + 1), mobile: '13800000001' },
    ...{ sex: '1', birthDate: '1990-03-07', householdType: '1' },
  };
}
