// SPDX-License-Identifier: Apache-2.0
import {
  bindRoot,
  newOrganisationEntry,
  type TestOperator,
  type TestUnion,
} from '@unionid/chaincode/testing';
import {
  accountActions,
  accountView,
  historyEntry,
  pageOf,
  preparedParts,
  transferView,
  type PreparedParts,
  type TransferView,
} from '@unionid/domain/api';
import { parseSignedInstruction, type InstructionType, type PayloadOf } from '@unionid/domain/catalogue';
import { canonicalJson } from '@unionid/domain/encoding';
import { instructionDigest } from '@unionid/domain/instruction';
import { ledgerKey } from '@unionid/domain/ledger';
import { commitmentRoot } from '@unionid/domain/privacy';
import { newKeySigner } from '@unionid/domain/signing';
import { codeClaimBytes, OPEN_REQUESTS } from '@unionid/domain/transfer';
import { idNumberCheck } from '@unionid/domain/values';
import { expectCode } from '@unionid/domain/testing';
import { expect } from 'chai';
import { alarmsOf } from '../support/alarms-of.js';
import { instructCorrection, prepareCorrection } from '../support/correct.js';
import { enrol, PERSON, registerUnion, submitInstruction } from '../support/enrol.js';
import {
  personOfRow,
  csvText,
  MEMBER_COLUMNS,
  memberRow,
  ORGANISATION_COLUMNS,
  organisationRow,
} from '../support/import-files.js';
import { inboxOf } from '../support/inbox-of.js';
import { describeOnDatabases } from '../support/on-databases.js';
import { bindPerson, registerOperator } from '../support/register-operator.js';
import { runImport } from '../support/run-import.js';
import { expectProblem, signedFetch, type TestResponse } from '../support/signed-fetch.js';
import { makeUnreadable } from '../support/write-foreign.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import type { TestGateway } from '../support/test-gateway.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

const EMPLOYER = '91999900MA00000019';
const EVIDENCE = { kind: 'contract', digest: 'A'.repeat(43) } as const;
const DAY = 86_400_000;
const MINUTE = 60_000;

describeOnDatabases('transfers', () => {
  const folder = useTemporaryFolder();
  let network: TestNetwork;
  let sichuan: TestGateway;
  let beijing: TestGateway;
  let to: string;
  let identityId: string;

  /** The document that the new union brings. */
  let shown: typeof EVIDENCE;

  beforeEach(async () => {
    shown = EVIDENCE;
    network = await openTestNetwork(folder());
    ({ sichuan, beijing } = network);
    for (const { union } of [sichuan, beijing]) await bindRoot(network.test, union);
    to = await foundUnion(beijing.union);
    const from = await registerUnion(network.test, sichuan.union);
    await network.catchUp();
    ({ identityId } = await enrol(network.test, sichuan, { org: from }));
    await network.catchUp();
  });
  afterEach(() => network.close());

  it('move the membership and its real-name record to the new union', async () => {
    const parts = await prepared();
    await request(parts);
    expect(await view(sichuan)).to.include({ status: 'REQUESTED', to, number: 1 });
    expect(allowed(await view(sichuan))).to.deep.equal(['release', 'object']);
    expect(allowed(await view(beijing))).to.deep.equal(['cancel']);
    await submit(sichuan, 'transfer.release');
    expect(allowed(await view(beijing))).to.deep.equal(['cancel', 'complete']);
    expect(await vaultState(beijing), 'untouched until the switch').to.equal('PENDING');
    await submit(beijing, 'transfer.complete');
    expect(await beijing.services.readModel.account(identityId)).to.include({
      org: to,
      province: '11',
      root: parts.root,
    });
    expect(await vaultState(beijing)).to.equal('ACTIVE');
    expect(await view(beijing)).to.include({ status: 'COMPLETED', way: 'answer' });
    await network.catchUp();
    expect(await alarmsOf(sichuan), 'a lawful switch').to.equal(0);
  });

  // Covers: T10
  it('are completed by silence, without the old union’s gateway', async () => {
    await request(await prepared());
    await sichuan.close();
    const { futures } = await view(beijing);
    expect(futures.map(({ status, way }) => [status, way])).to.deep.equal([
      ['AGREED', 'silence'],
      ['LAPSED', ''],
    ]);
    network.test.clock.set(Date.parse(futures[0]?.at ?? ''));
    expect(await view(beijing)).to.include({ status: 'AGREED', way: 'silence' });
    await submit(beijing, 'transfer.complete');
    expect(await beijing.services.readModel.account(identityId)).to.include({ org: to });
  });

  it('that silence completed are read at either side', async () => {
    await request(await prepared());
    const { futures } = await view(beijing);
    network.test.clock.set(Date.parse(futures[0]?.at ?? ''));
    await submit(beijing, 'transfer.complete');
    await network.catchUp();
    expect(await view(beijing)).to.include({ status: 'COMPLETED', way: 'silence' });
    expect(await view(sichuan)).to.include({ status: 'COMPLETED', way: 'silence' });
  });

  it('stand in the history of the account in words, and as of a block and a day', async () => {
    await request(await prepared());
    await submit(sichuan, 'transfer.release');
    await submit(beijing, 'transfer.complete');
    const { root } = beijing.union;
    const history = await signedFetch(beijing, root, { target: `/v1/accounts/${identityId}/history` });
    const { items } = pageOf(historyEntry).parse(history.json);
    expect(items.map(({ type }) => type)).to.deep.equal(['person.enrol', 'transfer.complete']);
    const [enrolled, moved] = items;
    expect(moved?.words?.zh).to.include(identityId);
    expect(moved?.signers).to.deep.equal([root.operatorId]);
    expect(moved?.account).to.include({ org: to });
    const at = async (query: string): Promise<TestResponse> =>
      signedFetch(beijing, root, { target: `/v1/accounts/${identityId}?${query}` });
    const before = accountView.parse((await at(`asOf=${String((moved?.block ?? 0) - 1)}`)).json);
    expect(before).to.deep.equal(enrolled?.account);
    expect((await at(`asOf=${String(moved?.block)}`)).json).to.include({ org: to });
    expect((await at(`on=${before.since}`)).json, 'in force then').to.include({ org: before.org });
    expectProblem(await at('asOf=0'), 'ACCOUNT_UNKNOWN');
    expectProblem(await at('on=2026-02-30'), 'INVALID_REQUEST');
  });

  it('wait in the inbox of whoever is to act, and by silence of whoever is next', async () => {
    await request(await prepared());
    const { items, counts } = await inboxOf(sichuan, sichuan.union.root);
    const { futures } = await view(sichuan);
    const [silent, lapse] = futures.map(({ at }) => at);
    const now = new Date(network.test.clock.now()).toISOString();
    expect(items).to.deep.equal([
      {
        ...{ kind: 'transfer', identityId, org: items[0]?.org, since: now, until: silent },
        ...{ silence: 'AGREED', actions: ['transfer.release', 'transfer.object'] },
      },
    ]);
    expect(counts).to.deep.equal({ upToDay: 1, upToWeek: 0, longer: 0 });
    const own = { items: [], counts: { upToDay: 0, upToWeek: 0, longer: 0 } };
    expect(await inboxOf(beijing, beijing.union.root)).to.deep.equal(own);
    expect(await inboxOf(network.national, network.test.national.root), 'acts for no province').to.deep.equal(
      own,
    );
    const { due } = await view(sichuan);
    for (const [at, actions] of [
      [-1, ['transfer.release', 'transfer.object']],
      [0, ['transfer.release']],
    ] as const) {
      network.test.clock.set(Date.parse(due) + at);
      const [item] = (await inboxOf(sichuan, sichuan.union.root)).items;
      expect(item?.actions, String(at)).to.deep.equal(actions);
    }
    network.test.clock.set(Date.parse(silent ?? ''));
    expect(await inboxOf(sichuan, sichuan.union.root)).to.deep.equal(own);
    expect((await inboxOf(beijing, beijing.union.root)).items).to.deep.equal([
      {
        ...{ kind: 'transfer', identityId, org: to, since: silent, until: lapse },
        ...{ silence: 'LAPSED', actions: ['transfer.complete'] },
      },
    ]);
    network.test.clock.advance(3 * DAY);
    expect((await inboxOf(beijing, beijing.union.root)).counts).to.include({ upToDay: 0, upToWeek: 1 });
    network.test.clock.set(Date.parse(lapse ?? ''));
    expect(await inboxOf(beijing, beijing.union.root)).to.deep.equal(own);
  });

  it('are not prepared for a stranger, nor for a member under another name, and either is told the same', async () => {
    const first17 = '11999919900307003';
    const stranger = { ...PERSON, docNumber: first17 + idNumberCheck(first17) };
    const renamed = { ...PERSON, name: '测试乙二' };
    for (const person of [stranger, renamed]) expectProblem(await prepare(person), 'MEMBER_NOT_FOUND');
  });

  it('are prepared once by two who ask at the same moment, with a record that opens', async () => {
    const [one, two] = await Promise.all([prepared(), prepared()]);
    expect(two.root).to.equal(one.root);
    await request(one);
    await submit(sichuan, 'transfer.release');
    await submit(beijing, 'transfer.complete');
    const record = (await beijing.services.vault.read([identityId])).get(identityId);
    expect(record && commitmentRoot(record.fields, record.seed)).to.equal(one.root);
  });

  it('are prepared once: the same request again has the same parts, and an open one stands in the way', async () => {
    const parts = await prepared();
    expect((await prepared()).root).to.equal(parts.root);
    await request(parts);
    expectProblem(await prepare(), 'TRANSFER_OPEN');
    network.test.clock.advance(60 * DAY);
    const { preparations } = beijing.services;
    expect(await preparations.sweep(), 'the ledger is not known to be so far').to.equal(0);
    await network.tick();
    expect(await preparations.sweep(), 'nothing of it is kept once it has lapsed').to.equal(1);
    expect(await vaultState(beijing)).to.equal(undefined);
    expect((await prepared()).transfer).to.include({ version: 1, number: 2 });
  });

  it('wait for nobody whose member has gone another way meanwhile', async () => {
    await goBySilence();
    const told = async (): Promise<readonly string[]> =>
      (await inboxOf(sichuan, sichuan.union.root)).items.flatMap(({ actions }) => actions);
    expect(await told()).to.deep.equal(['transfer.appeal']);
    const { test } = network;
    const { place } = await view(beijing);
    const on = new Date(test.clock.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    await test.submit(
      'membership.leave',
      { identityId, place, on, evidence: EVIDENCE.digest, reason: 'request' },
      { by: beijing.union.root, subjectVersion: 2 },
    );
    expect(await told()).to.deep.equal([]);
    expect((await view(sichuan)).actions).to.deep.include({
      ...{ action: 'appeal', allowed: false, code: 'MEMBERSHIP_NONE' },
    });
  });

  it('keep the record for a switch in time that comes late, whatever the clock here makes of it', async () => {
    await request(await prepared());
    await submit(sichuan, 'transfer.release');
    const { version, place } = await view(beijing);
    const held = await endorsedLate({ identityId, place }, version);
    expect(await view(beijing)).to.include({ status: 'LAPSED' });
    expect(await beijing.services.preparations.sweep()).to.equal(0);
    expectProblem(await prepare(), 'TRANSFER_OPEN');
    expect(await vaultState(beijing)).to.equal('PENDING');
    network.test.ledger.commit([held]);
    expect(await view(beijing)).to.include({ status: 'COMPLETED' });
    expect(await vaultState(beijing)).to.equal('ACTIVE');
  });

  it('are what the contract allows where the ledger clock is ahead of this gateway’s', async () => {
    await request(await prepared());
    const { futures } = await view(beijing);
    network.test.clock.set(Date.parse(futures[1]?.at ?? '') - 20 * MINUTE);
    const change = { ...PERSON, name: '测试丙三' };
    const corrected = (): Promise<TestResponse> =>
      signedFetch(sichuan, sichuan.union.root, {
        target: '/v1/corrections',
        body: { identityId, person: change },
      });
    const leave = async (): Promise<unknown> => {
      const target = `/v1/accounts/${identityId}/actions`;
      const { json } = await signedFetch(sichuan, sichuan.union.root, { target });
      return accountActions.parse(json).actions.find(({ action }) => action === 'leave')?.code;
    };
    expect(await leave()).to.equal('TRANSFER_OPEN');
    expectProblem(await corrected(), 'TRANSFER_OPEN');
    await network.tick('next');
    expect(await leave()).to.equal(undefined);
    expect(await corrected()).to.include({ status: 201 });
    expect((await prepared()).transfer).to.include({ number: 2 });
  });

  it('are asked for by a colleague at once after the contract has refused one', async () => {
    const parts = await prepared();
    const { test } = network;
    const payload = { ...requestOf(parts, to), slot: OPEN_REQUESTS };
    const argument = await test.instruct('transfer.request', payload, { by: beijing.union.root });
    const refused = (): Promise<TestResponse> => submitInstruction(beijing, beijing.union.root, { argument });
    expectProblem(await refused(), 'TRANSFER_CAP');
    const colleague = await registerOperator(test, beijing.union, { org: to, grants: ['member'] });
    await network.catchUp();
    const body = {
      type: 'transfer.request',
      person: PERSON,
      org: to,
      employer: EMPLOYER,
      evidence: EVIDENCE,
    };
    const response = await signedFetch(beijing, colleague, { target: '/v1/preparations', body });
    expect(response.status, response.text).to.equal(201);
    expectProblem(await refused(), 'PREPARATION_DIFFERS');
    const theirs = requestOf(preparedParts.parse(response.json), to);
    const again = await test.instruct('transfer.request', theirs, { by: colleague });
    expect((await submitInstruction(beijing, colleague, { argument: again })).status).to.equal(200);
  });

  it('are asked for again by the same cadre at once after being taken back, refused or undone', async () => {
    const endings = [
      () => submit(beijing, 'transfer.cancel'),
      async () => {
        const { version, place } = await view(sichuan);
        const ground = { ground: 'stillEmployed', evidence: EVIDENCE.digest } as const;
        await hand(sichuan, 'transfer.object', { identityId, place, ...ground }, version);
        await judge('stay');
        await beijing.catchUp();
      },
      async () => {
        await submit(sichuan, 'transfer.release');
        await submit(beijing, 'transfer.complete');
        await submit(beijing, 'transfer.undo');
      },
    ];
    // After a decision on another document only.
    for (const [at, end] of endings.entries()) {
      shown = documentOf(at);
      await request(await prepared());
      await end();
    }
    shown = documentOf(endings.length);
    const parts = await prepared();
    await request(parts);
    await submit(sichuan, 'transfer.release');
    await submit(beijing, 'transfer.complete');
    const record = (await beijing.services.vault.read([identityId])).get(identityId);
    expect(record && commitmentRoot(record.fields, record.seed)).to.equal(parts.root);
  });

  it('go by the code that the member brings to a union that has asked already, or has taken that back', async () => {
    const code = newKeySigner('7'.repeat(64));
    const account = await sichuan.services.readModel.account(identityId);
    const { place = '' } = account ?? {};
    await hand(sichuan, 'transfer.release', { identityId, place, codeKey: code.publicKey }, 0);
    await beijing.catchUp();
    await request(await prepared());
    await submit(beijing, 'transfer.cancel');
    await request(await prepared());
    const parts = await prepared();
    const { version = 0, number = 0 } = parts.transfer ?? {};
    const payload = requestOf(parts, to);
    const again = await network.test.instruct('transfer.request', payload, {
      ...{ by: beijing.union.root, subjectVersion: version },
    });
    const without = await submitInstruction(beijing, beijing.union.root, { argument: again });
    expectProblem(without, 'TRANSFER_OPEN');
    const expires = new Date(network.test.clock.now() + 60_000).toISOString();
    const claim = { identityId, number, to, expires };
    const signature = await code.sign(codeClaimBytes(network.test.name, claim));
    await hand(beijing, 'transfer.request', { ...payload, code: { expires, signature } }, version);
    expect(await view(beijing)).to.include({ status: 'AGREED', way: 'code' });
    await submit(beijing, 'transfer.complete');
    const record = (await beijing.services.vault.read([identityId])).get(identityId);
    expect(record && commitmentRoot(record.fields, record.seed)).to.equal(parts.root);
  });

  it('are completed by the heir where the new union has ended meanwhile, and say so', async () => {
    await request(await prepared());
    await submit(sichuan, 'transfer.release');
    expect(allowed(await view(beijing))).to.deep.equal(['cancel', 'complete']);
    const { ledger, clock } = network.test;
    const record = JSON.parse(ledger.state(ledgerKey.organisation(to)) ?? '{}') as object;
    const closing = {
      ground: 'dissolved',
      heir: beijing.union.orgId,
      on: '2026-03-02',
      evidence: EVIDENCE.digest,
    };
    const value = canonicalJson({ ...record, state: 'CLOSING', closing });
    ledger.submit({
      ...{ function: 'organisation:beginClosing', argument: '{}', submitter: { mspId: 'BeijingMSP' } },
      ...{ transactionId: 'e'.repeat(64), time: clock.now(), result: '{}', event: undefined },
      ...{ readSet: [], rangeSet: [], endorsers: ['NationalMSP', 'BeijingMSP'] },
      writeSet: [{ key: ledgerKey.organisation(to), value }],
    });
    await network.catchUp();
    expect(allowed(await view(beijing))).to.deep.equal(['cancel', 'complete']);
    await submit(beijing, 'transfer.complete');
    expect(await beijing.services.readModel.account(identityId)).to.include({ org: beijing.union.orgId });
    await network.catchUp();
    expect(await alarmsOf(sichuan), 'a lawful switch').to.equal(0);
  });

  it('by residence are prepared for the union of a township or street only', async () => {
    const evidence = { ...EVIDENCE, kind: 'residence' };
    const byResidence = (org: string): Promise<TestResponse> => {
      const body = { type: 'transfer.request', person: PERSON, org, employer: '', evidence };
      return signedFetch(beijing, beijing.union.root, { target: '/v1/preparations', body });
    };
    expectProblem(await byResidence(to), 'RESIDENCE_UNION_NEEDED');
    const street = newOrganisationEntry(network.test, beijing.union.orgId, { level: 4 });
    await network.test.submit('organisation.register', street, { by: beijing.union.root });
    await network.catchUp();
    expect((await byResidence(street.orgId)).status).to.equal(201);
  });

  it('take one of the union’s free slots, and another one while it is open', async () => {
    const parts = await prepared();
    const slot = parts.transfer?.slot ?? -1;
    expect(slot).to.be.within(0, OPEN_REQUESTS - 1);
    const free = (): Promise<readonly number[]> =>
      beijing.services.readModel.freeTransferSlots(to, new Date(network.test.clock.now()).toISOString());
    expect(await free())
      .to.have.length(OPEN_REQUESTS)
      .and.include(slot);
    await request(parts);
    expect(await free())
      .to.have.length(OPEN_REQUESTS - 1)
      .and.not.include(slot);
    await submit(sichuan, 'transfer.release');
    await submit(beijing, 'transfer.complete');
    expect(await free()).to.include(slot);
    // In one of which nobody can read whose it is, or what became of it, the contract takes nobody.
    makeUnreadable(network.test, ledgerKey.transfer(parts.identityId));
    makeUnreadable(network.test, ledgerKey.transferSlot(to, (slot + 1) % OPEN_REQUESTS));
    await network.catchUp();
    expect(await free())
      .to.have.length(OPEN_REQUESTS - 2)
      .and.not.include.members([slot, (slot + 1) % OPEN_REQUESTS]);
  });

  it('go back to where the member came from', async () => {
    await request(await prepared());
    await submit(sichuan, 'transfer.release');
    await submit(beijing, 'transfer.complete');
    const home = await foundUnion(sichuan.union);
    await network.catchUp();
    const parts = await prepared(sichuan, home);
    await request(parts, { by: sichuan, org: home });
    await submit(beijing, 'transfer.release');
    await submit(sichuan, 'transfer.complete');
    const { readModel, vault } = sichuan.services;
    expect(await readModel.account(identityId)).to.include({ org: home, province: '51', root: parts.root });
    const record = (await vault.read([identityId])).get(identityId);
    expect(record?.fields).to.include({ name: PERSON.name });
  });

  it('within a province keep the record that is there', async () => {
    const other = await foundUnion(sichuan.union);
    await network.catchUp();
    const before = await sichuan.services.readModel.account(identityId);
    const parts = await prepared(sichuan, other);
    expect(parts.root).to.equal(before?.root);
    await request(parts, { by: sichuan, org: other });
    const known = await view(sichuan);
    const release = known.actions.find(({ action }) => action === 'release');
    expect(release, 'who asked lets nobody go').to.include({ allowed: false, code: 'SAME_PERSON' });
    const turnsOf = async (operator: TestOperator): Promise<readonly string[]> =>
      (await inboxOf(sichuan, operator)).items.flatMap((item) =>
        item.kind === 'transfer' && item.identityId === identityId ? item.actions : [],
      );
    expect(await turnsOf(sichuan.union.root), 'nor is told to').to.deep.equal([]);
    const by = await registerOperator(network.test, sichuan.union, { role: 'cadre', grants: ['member'] });
    await sichuan.catchUp();
    expect(await turnsOf(by), 'a colleague').to.include('transfer.release');
    // Nobody knows who that is (ADR 65).
    const { json } = await signedFetch(sichuan, by, { target: `/v1/transfers/${identityId}` });
    expect(transferView.parse(json).actions).to.deep.include({
      ...{ action: 'release', allowed: false, code: 'PERSON_UNBOUND' },
    });
    const body = {
      type: 'transfer.request',
      person: PERSON,
      org: other,
      employer: EMPLOYER,
      evidence: shown,
    };
    expectProblem(await signedFetch(sichuan, by, { target: '/v1/preparations', body }), 'PERSON_UNBOUND');
    await bindPerson(network.test, sichuan.union, by);
    const { version: subjectVersion, place } = known;
    await network.test.submit('transfer.release', { identityId, place }, { by, subjectVersion });
    await submit(sichuan, 'transfer.complete');
    expect(await sichuan.services.readModel.account(identityId)).to.include({
      org: other,
      root: before?.root,
    });
    const phone = { ...PERSON, mobile: '13800000002' };
    const home = await foundUnion(sichuan.union);
    await network.catchUp();
    const asked = await prepare(phone, sichuan, home);
    expect(preparedParts.parse(asked.json).root, 'whatever else is entered').to.equal(before?.root);
    expect(asked.text).not.to.contain(PERSON.mobile);
  });

  // Every real list has the day of joining, which no counter enters.
  it('within a province take whoever came by a file', async () => {
    const unions = csvText(ORGANISATION_COLUMNS, [organisationRow(0)]);
    await runImport(network.test, sichuan, { kind: 'organisations', content: unions });
    const content = csvText(MEMBER_COLUMNS, [memberRow(0)]);
    expect((await runImport(network.test, sichuan, { content })).counts.done).to.equal(1);
    await network.catchUp();
    const other = await foundUnion(sichuan.union);
    await network.catchUp();
    const person = personOfRow(memberRow(0));
    const parts = preparedParts.parse((await prepare(person, sichuan, other)).json);
    expect(parts.record.is).to.equal('standing');
  });

  // Covers: T12
  it('are undone by the new union, and the record that the old province has kept counts again', async () => {
    const before = await sichuan.services.readModel.account(identityId);
    await request(await prepared());
    await submit(sichuan, 'transfer.release');
    await submit(beijing, 'transfer.complete');
    expect(allowed(await view(beijing))).to.deep.equal(['release', 'undo']);
    expect((await view(beijing)).windows.map(({ action }) => action)).to.deep.equal(['undo']);
    await submit(beijing, 'transfer.undo');
    expect(await view(sichuan)).to.include({ status: 'RETURNED' });
    await expectHome(before?.root);
    expect(await alarmsOf(sichuan), 'nobody asked it').to.equal(0);
  });

  // Covers: T12
  it('by silence are appealed against, decided by 全总, and go back without the new union', async () => {
    const before = await sichuan.services.readModel.account(identityId);
    await goBySilence();
    expect(allowed(await view(sichuan))).to.deep.equal(['appeal']);
    expect(allowed(await view(beijing)), 'who has the member lets it go').to.deep.equal(['release', 'undo']);
    expect((await view(sichuan)).windows.map(({ action }) => action)).to.deep.equal(['undo', 'appeal']);
    await appeal();
    expect(allowed(await view(sichuan))).to.deep.equal(['cancel']);
    expect(allowed(await view(beijing))).to.deep.equal(['undo']);
    const home = await foundUnion(sichuan.union);
    expectProblem(await prepare(PERSON, sichuan, home), 'TRANSFER_APPEALED');
    await judge('stay');
    expectProblem(await prepare(PERSON, sichuan, home), 'TRANSFER_RECALLED');
    expect(allowed(await view(sichuan))).to.deep.equal(['cancel', 'complete']);
    await submit(sichuan, 'transfer.complete');
    await expectHome(before?.root);
    expect([await alarmsOf(sichuan), await alarmsOf(beijing)]).to.deep.equal([0, 0]);
  });

  // Covers: T21
  it('by silence are appealed against past a third union, whose member goes back to the first', async () => {
    const before = await sichuan.services.readModel.account(identityId);
    await goBySilence();
    const { test } = network;
    const third = await foundUnion(beijing.union);
    await network.catchUp();
    const by = await registerOperator(test, beijing.union, { role: 'cadre', grants: ['member'] });
    await bindPerson(test, beijing.union, by);
    const { version, place, from } = await view(sichuan);
    const { root = '' } = (await beijing.services.readModel.account(identityId)) ?? {};
    const parts = { ...(await prepared(beijing, third)), root };
    await test.submit('transfer.request', requestOf(parts, third), { by, subjectVersion: version });
    const named = { identityId, place };
    await test.submit('transfer.release', named, { by: beijing.union.root, subjectVersion: version + 1 });
    await test.submit('transfer.complete', named, { by, subjectVersion: version + 2 });
    await network.catchUp();
    const seen = await view(sichuan);
    expect(seen).to.include({ status: 'COMPLETED', way: 'silence', from, to: third, version: version + 3 });
    expect(seen.silent, 'whose silence to appeal against').to.equal(from);
    expect(allowed(seen)).to.deep.equal(['appeal']);
    expect((await inboxOf(sichuan, sichuan.union.root)).items).to.have.length(1);
    const listed = await signedFetch(sichuan, sichuan.union.root, { target: '/v1/transfers?side=out' });
    expect(pageOf(transferView).parse(listed.json).items).to.have.length(1);
    const payload = { identityId, place, ground: 'stillEmployed', evidence: EVIDENCE.digest, from } as const;
    await hand(sichuan, 'transfer.appeal', payload, seen.version);
    expect(await view(sichuan)).to.include({ status: 'APPEALED', from, to: third });
    await judge('stay');
    await submit(sichuan, 'transfer.complete');
    await expectHome(before?.root);
    expect([await alarmsOf(sichuan), await alarmsOf(beijing)]).to.deep.equal([0, 0]);
  });

  it('that silence has completed are told to the old union as long as it may appeal', async () => {
    await goBySilence();
    const moved = new Date(network.test.clock.now()).toISOString();
    const { windows } = await view(sichuan);
    const until = windows.find(({ action }) => action === 'appeal')?.until ?? '';
    const own = (await network.sichuan.services.readModel.transfer(identityId))?.transfer.from;
    const listed = async (at: TestGateway, side: string): Promise<readonly TransferView[]> => {
      await at.catchUp();
      const { json } = await signedFetch(at, at.union.root, { target: `/v1/transfers?side=${side}` });
      return pageOf(transferView).parse(json).items;
    };
    const told = {
      ...{ kind: 'transfer', identityId, org: own, since: moved, until, silence: 'COMPLETED' },
      actions: ['transfer.appeal'],
    };
    const expectTold = async (): Promise<void> => {
      const [item, ...others] = (await inboxOf(sichuan, sichuan.union.root)).items;
      expect(item).to.deep.equal(told);
      expect(others).to.deep.equal([]);
      const [listedOut, ...more] = await listed(sichuan, 'out');
      expect(listedOut).to.include({ status: 'COMPLETED', way: 'silence', to });
      expect(listedOut?.windows).to.deep.include({ action: 'appeal', until });
      expect(more).to.deep.equal([]);
      expect(await listed(sichuan, 'in')).to.deep.equal([]);
    };
    await expectTold();
    expect(await listed(beijing, 'in'), 'nobody waits for the new one').to.deep.equal([]);
    const { version, place } = await view(beijing);
    const codeKey = newKeySigner('7'.repeat(64)).publicKey;
    // Since when the member moved, not since what was begun then.
    network.test.clock.advance(60_000);
    await hand(beijing, 'transfer.release', { identityId, place, codeKey }, version);
    await expectTold();
    await submit(beijing, 'transfer.cancel');
    await expectTold();
    network.test.clock.set(Date.parse(until));
    expect((await inboxOf(sichuan, sichuan.union.root)).items).to.deep.equal([]);
    expect(await listed(sichuan, 'out')).to.deep.equal([]);
  });

  // Covers: T12
  it('by silence go back by appeal or undo, whatever whoever has the member begins meanwhile', async () => {
    const before = await sichuan.services.readModel.account(identityId);
    await goBySilence();
    const { version, place } = await view(beijing);
    const codeKey = newKeySigner('7'.repeat(64)).publicKey;
    await hand(beijing, 'transfer.release', { identityId, place, codeKey }, version);
    expect(await view(beijing)).to.include({ status: 'RELEASED', from: to });
    expect(allowed(await view(beijing))).to.deep.equal(['release', 'cancel', 'undo']);
    expect((await view(beijing)).windows.map(({ action }) => action)).to.deep.equal(['undo', 'appeal']);
    const seen = await view(sichuan);
    expect(seen).to.include({ status: 'COMPLETED', way: 'silence', to });
    expect(allowed(seen)).to.deep.equal(['appeal']);
    await appeal();
    expect(await view(beijing)).to.include({ status: 'APPEALED', to });
    await submit(sichuan, 'transfer.cancel');
    const sister = await foundUnion(beijing.union);
    await network.catchUp();
    await request(await prepared(beijing, sister), { org: sister });
    await submit(beijing, 'transfer.cancel');
    expect(await view(beijing), 'stands again').to.include({ status: 'COMPLETED', way: 'silence', to });
    await submit(beijing, 'transfer.undo');
    await expectHome(before?.root);
    expect([await alarmsOf(sichuan), await alarmsOf(beijing)]).to.deep.equal([0, 0]);
  });

  // Covers: T12
  it('by silence are not to be appealed against where the name is another by now, as the contract says', async () => {
    await goBySilence();
    expect((await inboxOf(sichuan, sichuan.union.root)).counts.upToDay).to.equal(1);
    await correctName('测试甲二');
    const { items, counts } = await inboxOf(sichuan, sichuan.union.root);
    expect(items).to.deep.equal([]);
    expect(counts).to.deep.equal({ upToDay: 0, upToWeek: 0, longer: 0 });
    expect(await codeOfAppeal()).to.equal('TRANSFER_OVERTAKEN');
    await expectCode(appealPastGateway(), 'TRANSFER_OVERTAKEN');
    await correctName(PERSON.name);
    expect((await inboxOf(sichuan, sichuan.union.root)).items, 'by the name that it knows').to.have.length(1);
  });

  // Covers: T12
  for (const way of ['undo', 'appeal'] as const)
    it(`go back by ${way} to the record that the old province has kept, whatever was prepared there meanwhile`, async () => {
      const before = await sichuan.services.readModel.account(identityId);
      const home = await foundUnion(sichuan.union);
      await goBySilence();
      await prepared(sichuan, home);
      expect(await vaultState(sichuan)).to.equal('PENDING');
      if (way === 'undo') await submit(beijing, 'transfer.undo');
      else {
        await appeal();
        await judge('stay');
        await submit(sichuan, 'transfer.complete');
      }
      await expectHome(before?.root);
      expect(await vaultState(sichuan)).to.equal('ACTIVE');
      network.test.clock.advance(5 * DAY);
      await sichuan.services.preparations.sweep();
      await expectHome(before?.root);
      const within = await prepared(sichuan, home);
      expect(within.root, 'and the next one within the province goes on with it').to.equal(before?.root);
      expect((await sichuan.services.vault.pending({ groupPrefix: '', limit: 1 })).length).to.equal(0);
    });

  it('are not given back by a stranger, nor taken back without a decision: either is an alarm', async () => {
    const before = await sichuan.services.readModel.account(identityId);
    await goBySilence();
    await appeal();
    const value = JSON.stringify({
      ...{ v: 3, state: before?.state, province: '51', org: before?.org, joined: before?.joined },
      ...{ since: '2026-03-10', loa: before?.level, tag: before?.nameTag, root: before?.root },
    });
    // Undo is the new union's, and an appeal that waits is not decided.
    forge('transfer:complete', value, ['NationalMSP', 'SichuanMSP']);
    await network.catchUp();
    expect(await alarmsOf(beijing)).to.equal(1);
  });

  // Covers: T11
  it('that no rule allows are an alarm at the province that loses the member', async () => {
    await request(await prepared());
    const account = await sichuan.services.readModel.account(identityId);
    const value = JSON.stringify({
      ...{ v: 2, state: account?.state, province: '11', org: to, joined: account?.joined },
      ...{ since: '2026-03-02', loa: account?.level, tag: account?.nameTag, root: account?.root },
    });
    forge('transfer:complete', value, ['NationalMSP', 'BeijingMSP']);
    await network.catchUp();
    expect(await alarmsOf(sichuan)).to.equal(1);
  });

  /** A transaction of a contract that was altered. */
  function forge(called: string, value: string, endorsers: readonly string[]): void {
    network.test.ledger.submit({
      ...{ function: called, argument: '{}', submitter: { mspId: endorsers.at(-1) ?? '' }, event: undefined },
      ...{ transactionId: 'f'.repeat(64), time: network.test.clock.now(), result: '{}' },
      ...{ readSet: [], rangeSet: [], writeSet: [{ key: ledgerKey.account(identityId), value }], endorsers },
    });
  }

  async function goBySilence(): Promise<void> {
    await request(await prepared());
    network.test.clock.set(Date.parse((await view(beijing)).futures[0]?.at ?? ''));
    await submit(beijing, 'transfer.complete');
  }

  async function appeal(): Promise<void> {
    const { version, place } = await view(sichuan);
    const payload = { identityId, place, ground: 'stillEmployed', evidence: EVIDENCE.digest } as const;
    await hand(sichuan, 'transfer.appeal', payload, version);
  }

  /** By two of the new union's province: the name alone. */
  async function correctName(name: string): Promise<void> {
    const { test } = network;
    const cadre = await registerOperator(test, beijing.union, { org: to, grants: ['member'] });
    await bindPerson(test, beijing.union, cadre);
    await beijing.catchUp();
    const parts = await prepareCorrection(beijing, cadre, { identityId, person: { ...PERSON, name } });
    const argument = await instructCorrection(test, cadre, parts);
    expect((await submitInstruction(beijing, cadre, { argument })).status).to.equal(200);
    const decision = parseSignedInstruction(argument);
    const payload = { decision, digest: instructionDigest(decision.instruction) };
    await test.submit('decision.confirm', payload, { by: beijing.union.root, subjectVersion: 1 });
    await network.catchUp();
  }

  /** Why the old union may not. */
  async function codeOfAppeal(): Promise<string | undefined> {
    return (await view(sichuan)).actions.find(({ action }) => action === 'appeal')?.code;
  }

  /** At the contract itself, whatever the gateway says. */
  async function appealPastGateway(): Promise<unknown> {
    const { version, place } = await view(sichuan);
    const payload = { identityId, place, ground: 'stillEmployed', evidence: EVIDENCE.digest } as const;
    const { root: by } = sichuan.union;
    return network.test.submit('transfer.appeal', payload, { by, subjectVersion: version });
  }

  /** 全总 has a gateway of its own; here the ledger is asked directly. */
  async function judge(outcome: 'go' | 'stay'): Promise<void> {
    const { version, place } = await view(sichuan);
    const payload = { identityId, place, outcome, evidence: EVIDENCE.digest } as const;
    const { test } = network;
    await test.submit('transfer.decide', payload, { by: test.national.root, subjectVersion: version });
    await network.catchUp();
  }

  /** In the old union, under the record that its province has kept, which still says who it is. */
  async function expectHome(root: string | undefined): Promise<void> {
    await network.catchUp();
    const { readModel, vault } = sichuan.services;
    expect(await readModel.account(identityId)).to.include({ province: '51', root });
    const record = (await vault.read([identityId])).get(identityId);
    expect(record && commitmentRoot(record.fields, record.seed)).to.equal(root);
  }

  async function foundUnion(union: TestUnion): Promise<string> {
    const employer = { name: '示范机械厂', creditCode: EMPLOYER, nature: '', economicType: '110' };
    const entry = newOrganisationEntry(network.test, union.orgId, {
      employers: [{ ...employer, industry: '', district: '', headcount: 12 }],
    });
    await network.test.submit('organisation.register', entry, { by: union.root });
    await network.catchUp();
    return entry.orgId;
  }

  function prepare(person = PERSON, at = beijing, org = to): Promise<TestResponse> {
    const body = { type: 'transfer.request', person, org, employer: EMPLOYER, evidence: shown };
    return signedFetch(at, at.union.root, { target: '/v1/preparations', body });
  }

  async function prepared(at = beijing, org = to): Promise<PreparedParts> {
    const { status, text, json } = await prepare(PERSON, at, org);
    expect(status, text).to.equal(201);
    return preparedParts.parse(json);
  }

  async function request(parts: PreparedParts, { by = beijing, org = to } = {}): Promise<void> {
    await hand(by, 'transfer.request', requestOf(parts, org), parts.transfer?.version ?? 0);
  }

  function documentOf(at: number): typeof EVIDENCE {
    return { ...EVIDENCE, digest: `${'BCDE'.charAt(at).repeat(42)}A` };
  }

  function requestOf(
    { personKey, nameTag, root, transfer }: PreparedParts,
    org: string,
  ): PayloadOf<'transfer.request'> {
    return {
      ...{ identityId, personKey, nameTag, root, to: org, evidence: shown, employer: EMPLOYER },
      ...(transfer?.slot !== undefined && { slot: transfer.slot }),
    };
  }

  async function submit(
    by: TestGateway,
    type: 'transfer.release' | 'transfer.complete' | 'transfer.cancel' | 'transfer.undo',
  ): Promise<void> {
    const { version, place } = await view(by);
    await hand(by, type, { identityId, place }, version);
  }

  async function hand<T extends InstructionType & `transfer.${string}`>(
    by: TestGateway,
    type: T,
    payload: PayloadOf<T>,
    subjectVersion: number,
  ): Promise<void> {
    const { root } = by.union;
    const argument = await network.test.instruct(type, payload, { by: root, subjectVersion });
    const response = await submitInstruction(by, root, { argument });
    expect(response.status, response.text).to.equal(200);
    await by.catchUp();
  }

  async function view(at: TestGateway): Promise<TransferView> {
    await at.catchUp();
    const response = await signedFetch(at, at.union.root, { target: `/v1/transfers/${identityId}` });
    expect(response.status, response.text).to.equal(200);
    return transferView.parse(response.json);
  }

  /** A switch that was endorsed just in time, days before it is in a block. */
  async function endorsedLate(
    payload: PayloadOf<'transfer.complete'>,
    subjectVersion: number,
  ): ReturnType<TestNetwork['test']['ledger']['endorse']> {
    const { test } = network;
    const by = beijing.union.root;
    test.clock.set(Date.parse((await view(beijing)).futures[0]?.at ?? '') - 1);
    await network.tick();
    const argument = await test.instruct('transfer.complete', payload, { by, subjectVersion });
    const held = await test.ledger.endorse({
      ...{ function: 'transfer:complete', argument, submitter: { mspId: by.mspId } },
    });
    test.clock.advance(3 * DAY);
    return held;
  }

  async function vaultState(at: TestGateway): Promise<string | undefined> {
    return (await at.services.vault.states([identityId])).get(identityId);
  }
});

function allowed({ actions }: TransferView): readonly string[] {
  return actions
    .filter((action) => action.allowed && action.action !== 'request')
    .map(({ action }) => action);
}
