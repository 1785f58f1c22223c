// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestOperator } from '@unionid/chaincode/testing';
import type { ImportView } from '@unionid/domain/api';
import { canonicalJson } from '@unionid/domain/encoding';
import { instructionDigest, type SignedInstruction } from '@unionid/domain/instruction';
import { ledgerKey } from '@unionid/domain/ledger';
import { expect } from 'chai';
import { registerUnion } from '../support/enrol.js';
import { csvText, MEMBER_COLUMNS, memberRow } from '../support/import-files.js';
import { bindPerson, registerOperator } from '../support/register-operator.js';
import { find, readImport, reportOf, runImport, signManifest } from '../support/run-import.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';
import { makeUnreadable, writeForeign } from '../support/write-foreign.js';

const UNION = { 所属工会: '示范机械厂工会委员会', 工作单位: '示范机械厂' };
const DAY = 86_400_000;
const HOUR = 3_600_000;

describe('a list whose place on the ledger nobody can read', function () {
  this.timeout(120_000);
  const folder = useTemporaryFolder();
  let network: TestNetwork;
  let [from, to] = ['', ''];
  let [newSide, oldSide]: readonly TestOperator[] = [];
  let members: readonly string[];

  beforeEach(async () => {
    network = await openTestNetwork(folder());
    const { test, sichuan, beijing } = network;
    [from, to] = [await registerUnion(test, sichuan.union), await registerUnion(test, beijing.union)];
    [newSide, oldSide] = [
      await registerOperator(test, beijing.union, { org: to, grants: ['member'] }),
      await registerOperator(test, sichuan.union, { org: from, grants: ['member'] }),
    ];
    await bindPerson(test, beijing.union, newSide);
    await bindPerson(test, sichuan.union, oldSide);
    await tick();
    const { importId } = await runImport(test, sichuan, { content: fileOf() });
    members = (await reportOf(sichuan, importId)).map(({ identityId = '' }) => identityId);
    await network.catchUp();
  });
  afterEach(() => network.close());

  const fileOf = (): string =>
    csvText(
      MEMBER_COLUMNS,
      [0, 1].map((index) => memberRow(index, UNION)),
    );
  const tick = async (): Promise<void> => {
    const { test } = network;
    const hour = new Date(Math.floor(test.clock.now() / HOUR) * HOUR).toISOString();
    await test.call('governance:tick', canonicalJson({ hour }), { mspId: 'SichuanMSP' });
    await network.catchUp();
  };
  const read = (): Promise<ImportView> => {
    const { operatorId, org } = newSide!;
    const actor = { operatorId, org, province: '11' };
    return readImport(network.beijing, { kind: 'transfers', content: fileOf(), sides: { from, to }, actor });
  };
  const until = async (importId: string, is: (view: ImportView) => boolean): Promise<ImportView> => {
    for (;;) {
      const view = await find(network.beijing.services.imports, importId);
      if (is(view)) return view;
      if (view.state === 'FAILED') throw new Error(JSON.stringify(view.error));
      await sleep(5);
    }
  };
  const signedOnce = async (): Promise<{ readonly importId: string; readonly signed: SignedInstruction }> => {
    const view = await read();
    const signed = await signManifest(network.test, view, newSide!);
    await network.beijing.services.imports.approve(view.importId, signed);
    await until(view.importId, ({ state }) => state === 'CONFIRMING');
    return { importId: view.importId, signed };
  };
  const confirm = (decision: SignedInstruction): Promise<unknown> => {
    const payload = { decision, digest: instructionDigest(decision.instruction) };
    return network.test.submit('decision.confirm', payload, { by: oldSide!, subjectVersion: 1 });
  };
  /** It waits, says so, and has its records still. */
  const expectWaiting = async (importId: string): Promise<void> => {
    await until(importId, ({ error }) => error?.code === 'RECORD_UNREADABLE');
    expect((await network.beijing.services.vault.read(members)).size).to.equal(members.length);
  };
  const expectDone = async (importId: string): Promise<void> => {
    const { counts } = await until(importId, ({ state }) => state === 'DONE');
    expect(counts).to.include({ done: members.length, refused: 0 });
  };

  for (const value of ['"x"', 'null', '{"v":'])
    it(`waits for its second signature though the clock of the ledger is ${value}`, async () => {
      const { importId, signed } = await signedOnce();
      const key = ledgerKey.clock();
      const before = network.test.ledger.state(key) ?? '';
      writeForeign(network.test, key, value);
      await expectWaiting(importId);
      writeForeign(network.test, key, before);
      await until(importId, ({ error }) => error === undefined);
      await confirm(signed);
      await expectDone(importId);
    });

  it('waits where nobody can read the decision itself, and goes on once both signed', async () => {
    const { importId, signed } = await signedOnce();
    const { actor, instructionId } = signed.instruction;
    const key = ledgerKey.pending(actor, instructionId);
    const before = network.test.ledger.state(key) ?? '';
    makeUnreadable(network.test, key);
    await expectWaiting(importId);
    writeForeign(network.test, key, before);
    await confirm(signed);
    await expectDone(importId);
  });

  it('ends with its time though nobody can read the decision any more', async () => {
    const { importId, signed } = await signedOnce();
    const { actor, instructionId } = signed.instruction;
    makeUnreadable(network.test, ledgerKey.pending(actor, instructionId));
    await expectWaiting(importId);
    network.test.clock.advance(15 * DAY);
    await tick();
    expect(String(await until(importId, () => false).catch((error: unknown) => error))).to.include(
      'PENDING_EXPIRED',
    );
    expect((await network.beijing.services.vault.read(members)).size).to.equal(0);
  });

  it('waits where both signed and nobody can read the manifest', async () => {
    const { importId, signed } = await signedOnce();
    const { ledger } = network.test;
    const key = ledgerKey.manifest(importId);
    ledger.holdBlocks = true;
    await confirm(signed);
    const before = ledger.state(key) ?? '';
    makeUnreadable(network.test, key);
    ledger.holdBlocks = false;
    ledger.cutBlock();
    await expectWaiting(importId);
    writeForeign(network.test, key, before);
    await expectDone(importId);
  });

  it('is cancelled before it is signed, but keeps records of accounts that nobody can read, until they can be', async () => {
    const { importId } = await read();
    const [first = ''] = members;
    const key = ledgerKey.account(first);
    // Of a bulk load: it stands in a page.
    const account = await network.beijing.services.readModel.account(first);
    const { version: v, level: loa, nameTag: tag, state, province, org, joined, since, root } = account!;
    const before = canonicalJson({ v, loa, tag, state, province, org, joined, since, root });
    makeUnreadable(network.test, key);
    await network.catchUp();
    const { imports, vault } = network.beijing.services;
    expect((await imports.cancel(importId)).state).to.equal('CANCELLED');
    expect([...(await vault.read(members)).keys()]).to.deep.equal([first]);
    for (const kept of [1, 0]) {
      await imports.resume();
      await imports.settled();
      expect((await vault.read(members)).size, 'after a start').to.equal(kept);
      writeForeign(network.test, key, before);
      await network.catchUp();
    }
  });
});
