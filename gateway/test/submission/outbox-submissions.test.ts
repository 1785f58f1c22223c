// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import { Writable } from 'node:stream';
import { expect } from 'chai';
import {
  bootstrapTestLedger,
  newInMemoryGatewayLedger,
  newOrganisationEntry,
  type TestLedger,
  type TestUnion,
} from '@unionid/chaincode/testing';
import { parseSignedInstruction } from '@unionid/domain/catalogue';
import { DomainError } from '@unionid/domain/errors';
import type { OrganisationEntry } from '@unionid/domain/organisation';
import { expectCode } from '@unionid/domain/testing';
import { pino } from 'pino';
import type { Databases } from '#src/database/databases.js';
import { EndorsersDisagreeError } from '#src/ledger/ledger.js';
import { Metrics } from '#src/metrics/metrics.js';
import { Projector } from '#src/read-model/projector.js';
import { openReadModel, type DatabaseReadModel } from '#src/read-model/database-read-model.js';
import { parseInstructionKey } from '#src/submission/instruction-name.js';
import { instructionSubmission } from '#src/submission/instruction-submission.js';
import { statusOf, toOutcome, toStatus } from '#src/submission/outcome.js';
import { openOutbox } from '#src/submission/outbox.js';
import { OutboxSubmissions } from '#src/submission/outbox-submissions.js';
import type { Outcome } from '#src/submission/outcome.js';
import type { Submission } from '#src/submission/submission.js';
import { failing, FaultyLedger, lost, never } from '../support/faulty-ledger.js';
import { describeOnDatabases, testDatabase } from '../support/on-databases.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';

const WAIT_MS = 30_000;
const UNAVAILABLE = failing(new DomainError('LEDGER_UNAVAILABLE'));
const DISAGREE = failing(new EndorsersDisagreeError(['NationalMSP: MEMBER_EXISTS', 'others: endorsed']));

describeOnDatabases('submissions', () => {
  const folder = useTemporaryFolder();
  let test: TestLedger;
  let union: TestUnion;
  let ledger: FaultyLedger;
  let databases: Databases;
  let readModel: DatabaseReadModel;
  let projector: Projector;
  let metrics: Metrics;
  let logged: string[];
  let submissions: OutboxSubmissions;
  let open: OutboxSubmissions[];

  const log = pino(
    { level: 'info' },
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        logged.push(chunk.toString());
        done();
      },
    }),
  );

  /** A process of the gateway: opens what the one before left. */
  const newProcess = async (maxInFlight = 10): Promise<OutboxSubmissions> => {
    ledger = new FaultyLedger(newInMemoryGatewayLedger(test.ledger, { mspId: union.mspId }));
    metrics = new Metrics();
    const created = new OutboxSubmissions({
      ...{ ledger, readModel, log, metrics, maxInFlight },
      outbox: await openOutbox(databases, test.clock.now),
      pace: { statusMs: 50, blockMs: 2, firstPauseMs: 2, longestPauseMs: 5 },
    });
    open.push(created);
    return created;
  };

  beforeEach(async () => {
    logged = [];
    open = [];
    test = await bootstrapTestLedger();
    union = test.provinces['51'];
    databases = await testDatabase().open(folder());
    readModel = await openReadModel(databases);
    projector = new Projector({
      following: { isStuck: false },
      ...{ store: readModel, log, ledger: newInMemoryGatewayLedger(test.ledger, { mspId: union.mspId }) },
      ...{ beforeCommit: () => Promise.resolve(), watch: () => Promise.resolve() },
      onApplied: () => undefined,
    });
    projector.start();
    submissions = await newProcess();
  });
  afterEach(async () => {
    // A killed process does not close; its calls that never return would be waited for.
    await open.at(-1)?.close();
    await projector.stop();
    await readModel.close();
    await databases.close();
  });

  const registerUnion = async (entry?: OrganisationEntry): Promise<Submission> => {
    const payload = entry ?? newOrganisationEntry(test, union.orgId);
    const argument = await test.instruct('organisation.register', payload, { by: union.root });
    return instructionSubmission(parseSignedInstruction(argument), ['identity']);
  };
  const countUnions = (): number =>
    test.ledger.entries().filter(([key]) => key.startsWith('\u0000o\u0000')).length;

  describe('killed', () => {
    let asked: Submission;
    let key: string;
    let before: number;

    beforeEach(async () => {
      asked = await registerUnion();
      ({ key } = asked);
      before = countUnions();
    });

    it('before the endorsement came back: nothing is left, and it can be submitted again', async () => {
      ledger.fail('endorse', never);
      void submissions.submit(asked, 0);
      const next = await newProcess();
      await next.resume();
      expect(await next.find(key)).to.equal(undefined);
      expect(await next.instruction(parseInstructionKey(key))).to.equal(undefined);
      expect((await next.submit(asked, WAIT_MS)).status).to.equal('COMMITTED');
      expect(countUnions()).to.equal(before + 1);
    });

    it('between endorsement and submission: the same bytes go out after the restart', async () => {
      ledger.fail('submit', never);
      const pending = await submissions.submit(asked, 0);
      const [bytes] = ledger.submitted;
      const next = await newProcess();
      await next.resume();
      const outcome = await settled(next, key);
      expect(outcome).to.include({ status: 'COMMITTED', transactionId: pending.transactionId });
      expect(ledger.submitted).to.deep.equal([bytes]);
      expect(ledger.endorsements).to.equal(0);
      expect(countUnions()).to.equal(before + 1);
    });

    it('between submission and commit: a second copy changes nothing', async () => {
      ledger.fail('status', never);
      const pending = await submissions.submit(asked, 0);
      const committedIn = test.ledger.height - 1;
      const next = await newProcess();
      await next.resume();
      const outcome = await settled(next, key);
      expect(outcome).to.include({ status: 'COMMITTED', block: committedIn });
      expect(outcome.transactionId).to.equal(pending.transactionId);
      expect(countUnions()).to.equal(before + 1);
    });

    it('before a lost race is endorsed anew: by the same province’s peer again', async () => {
      ledger.fail('submit', never);
      const call = { ...asked.call, province: union.mspId };
      await submissions.submit({ ...asked, call }, 0);
      const next = await newProcess();
      ledger.fail('submit', lost);
      ledger.fail('status', () => Promise.resolve({ valid: false, code: 11, block: 9 }));
      await next.resume();
      expect((await settled(next, key)).status).to.equal('COMMITTED');
      expect(ledger.calls).to.deep.equal([call]);
    });

    it('and asked again with the same key before it has resumed: it goes on with its own bytes', async () => {
      ledger.fail('submit', never);
      await submissions.submit(asked, 0);
      const [bytes] = ledger.submitted;
      const next = await newProcess();
      expect((await next.submit(asked, WAIT_MS)).status).to.equal('COMMITTED');
      expect(ledger.submitted).to.deep.equal([bytes]);
    });
  });

  it('sends the same bytes again when an orderer lost them', async () => {
    const asked = await registerUnion();
    ledger.fail('submit', lost, lost);
    const outcome = await submissions.submit(asked, WAIT_MS);
    expect(outcome.status).to.equal('COMMITTED');
    expect(new Set(ledger.submitted).size).to.equal(1);
    expect(ledger.submitted).to.have.length(3);
  });

  it('takes responsibility before the orderer can be reached', async () => {
    const asked = await registerUnion();
    ledger.fail('submit', UNAVAILABLE, UNAVAILABLE, UNAVAILABLE);
    expect((await submissions.submit(asked, 0)).status).to.equal('PENDING');
    expect((await settled(submissions, asked.key)).status).to.equal('COMMITTED');
    expect(ledger.endorsements).to.equal(1);
  });

  it('submits one transaction for a key, however many ask at once', async () => {
    const asked = await registerUnion();
    const outcomes = await Promise.all([1, 2, 3].map(() => submissions.submit(asked, WAIT_MS)));
    expect(new Set(outcomes.map(({ transactionId }) => transactionId)).size).to.equal(1);
    expect(ledger.endorsements).to.equal(1);
  });

  it('keeps the number of transactions in flight below its limit', async () => {
    submissions = await newProcess(2);
    let running = 0;
    let most = 0;
    const slow = async (): Promise<undefined> => {
      running += 1;
      most = Math.max(most, running);
      // However slow the database is, the first waits for a second to come.
      await until(() => most > 1);
      await sleep(5);
      running -= 1;
      return undefined;
    };
    const jobs = await Promise.all([1, 2, 3, 4, 5].map(() => registerUnion()));
    // Slow and lost at first, so that every job stays in flight for a while.
    ledger.fail('submit', ...jobs.map(() => slow));
    await Promise.all(jobs.map((asked) => submissions.submit(asked, WAIT_MS)));
    expect(most).to.equal(2);
  });

  describe('a lost race', () => {
    it('is endorsed anew', async () => {
      const asked = await registerUnion();
      test.ledger.holdBlocks = true;
      const submitting = submissions.submit(asked, WAIT_MS);
      await until(() => ledger.submitted.length === 1);
      // Meanwhile the parent that the endorsement read is written by somebody else, in an earlier block.
      await touchParent(test, union);
      test.ledger.holdBlocks = false;
      test.ledger.cutBlock();
      expect((await submitting).status).to.equal('COMMITTED');
      expect(ledger.endorsements).to.equal(2);
      expect(new Set(ledger.submitted).size).to.equal(2);
    });

    it('ends with the contract’s reason where the other one took what was wanted', async () => {
      const creditCode = '81519999MA0000001U';
      const asked = await registerUnion(newOrganisationEntry(test, union.orgId, { creditCode }));
      test.ledger.holdBlocks = true;
      const submitting = expectCode(submissions.submit(asked, WAIT_MS), 'CREDIT_CODE_TAKEN');
      await until(() => ledger.submitted.length === 1);
      const other = await registerUnion(newOrganisationEntry(test, union.orgId, { creditCode }));
      await test.call(other.call.function, other.call.argument, { mspId: union.mspId });
      test.ledger.holdBlocks = false;
      test.ledger.cutBlock();
      await submitting;
      const status = await submissions.instruction(parseInstructionKey(asked.key));
      expect(status).to.include({ status: 'REFUSED', code: 'CREDIT_CODE_TAKEN' });
    });

    it('is given up after five tries', async () => {
      const asked = await registerUnion();
      const conflict = (): Promise<object> => Promise.resolve({ valid: false, code: 11, block: 9 });
      ledger.fail('submit', lost, lost, lost, lost, lost);
      ledger.fail('status', conflict, conflict, conflict, conflict, conflict);
      await expectCode(submissions.submit(asked, WAIT_MS), 'CONFLICT');
      expect(ledger.endorsements).to.equal(5);
      expect(await submissions.instruction(parseInstructionKey(asked.key))).to.include({
        status: 'REFUSED',
        code: 'CONFLICT',
      });
      // The operator may hand the same instruction in again.
      expect((await submissions.submit(asked, WAIT_MS)).status).to.equal('COMMITTED');
    });
  });

  it('stay committed, whatever another content of the same key comes to', async () => {
    const outbox = await openOutbox(databases, test.clock.now);
    const call = { chaincode: 'identity', function: 'a', argument: '{}' } as const;
    const transaction = { transactionId: 'a', bytes: new Uint8Array(1), result: '{' };
    await outbox.keep({ key: 'i/P/N', digest: 'D', call, transaction });
    await outbox.commit('i/P/N', 7);
    await outbox.refuse('i/P/N', 'STALE_SUBJECT');
    expect(await outbox.find('i/P/N')).to.include({ state: 'COMMITTED', block: 7, error: '' });
    await outbox.close();
  });

  it('whose contract answered what is no JSON say so, whoever asks and however often', () => {
    const entry = { digest: 'D', state: 'COMMITTED', transactionId: 'T', block: 7, error: '' } as const;
    const asked = { instructionId: 'N', digest: 'D' };
    for (const result of ['{', 'x', '\ufeff{}']) {
      expectCode(() => statusOf('N', { ...entry, result }), 'RECORD_UNREADABLE');
      expectCode(() => toStatus(asked, toOutcome({ ...entry, result })), 'RECORD_UNREADABLE');
    }
    expect(statusOf('N', { ...entry, result: '' })).to.include({ result: null });
    expect(toStatus(asked, toOutcome({ ...entry, result: '' }))).to.include({ result: null });
  });

  it('never tries again what the peers invalidated for another reason, and says so', async () => {
    const asked = await registerUnion();
    ledger.fail('submit', lost);
    ledger.fail('status', () => Promise.resolve({ valid: false, code: 10, block: 9 }));
    const error = await expectCode(submissions.submit(asked, WAIT_MS), 'INTERNAL');
    expect(error.details).to.include({ validationCode: 10 });
    expect(ledger.endorsements).to.equal(1);
    expect(logged.join('')).to.include('"alarm":"validation"');
  });

  describe('endorsers that disagree', () => {
    it('are asked again, because a peer may be a block behind', async () => {
      const asked = await registerUnion();
      ledger.fail('endorse', DISAGREE, DISAGREE, DISAGREE);
      expect((await submissions.submit(asked, WAIT_MS)).status).to.equal('COMMITTED');
      expect(await metrics.text()).to.match(/unionid_determinism_alarms_total 0/);
    });

    it('raise the alarm after three retries', async () => {
      const asked = await registerUnion();
      ledger.fail('endorse', DISAGREE, DISAGREE, DISAGREE, DISAGREE);
      await expectCode(submissions.submit(asked, WAIT_MS), 'INTERNAL');
      expect(ledger.endorsements).to.equal(4);
      expect(await metrics.text()).to.match(/unionid_determinism_alarms_total 1/);
      expect(logged.join('')).to.include('"alarm":"determinism"');
      expect(await submissions.find(asked.key)).to.equal(undefined);
    });
  });

  it('asks again while a chaincode server restarts, then says that the ledger is away', async () => {
    const asked = await registerUnion();
    ledger.fail('endorse', UNAVAILABLE, UNAVAILABLE, UNAVAILABLE);
    expect((await submissions.submit(asked, WAIT_MS)).status).to.equal('COMMITTED');
    const other = await registerUnion();
    ledger.fail('endorse', UNAVAILABLE, UNAVAILABLE, UNAVAILABLE, UNAVAILABLE);
    await expectCode(submissions.submit(other, WAIT_MS), 'LEDGER_UNAVAILABLE');
  });

  it('refuses with the contract’s own code, and keeps nothing', async () => {
    const asked = await registerUnion(newOrganisationEntry(test, test.newId('organisation')));
    await expectCode(submissions.submit(asked, WAIT_MS), 'ORGANISATION_UNKNOWN');
    expect(await submissions.find(asked.key)).to.equal(undefined);
    expect(ledger.submitted).to.deep.equal([]);
  });
});

async function settled(submissions: OutboxSubmissions, key: string): Promise<Outcome> {
  for (;;) {
    const outcome = await submissions.find(key);
    if (outcome?.status === 'COMMITTED') return outcome;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
}

/** Writes the actor's key record, which every endorsement of the actor has read. */
async function touchParent(test: TestLedger, union: TestUnion): Promise<void> {
  const operatorId = union.root.operatorId;
  const cadre = test.newOperator(union, union.orgId);
  const proof = await test.prove({ purpose: 'operator-key', holder: operatorId }, cadre.signer);
  await test.submit(
    'operator.rotateKey',
    { operatorId, publicKey: cadre.signer.publicKey, proof, revokeKeyId: '' },
    { by: union.root, subjectVersion: 1 },
  );
}
