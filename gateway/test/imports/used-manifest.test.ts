// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import { newOrganisationEntry, type TestOperator } from '@unionid/chaincode/testing';
import { importView, type ImportView } from '@unionid/domain/api';
import {
  instructionArgument,
  instructionBytes,
  instructionDigest,
  type Instruction,
  type SignedInstruction,
} from '@unionid/domain/instruction';
import type { ManifestPayload } from '@unionid/domain/manifest';
import { expect } from 'chai';
import { enrol, PERSON } from '../support/enrol.js';
import { csvText } from '../support/import-files.js';
import { bindPerson, registerOperator } from '../support/register-operator.js';
import { find, readImport, signManifest } from '../support/run-import.js';
import { expectProblem, signedFetch, type TestResponse } from '../support/signed-fetch.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

const COLUMNS = ['序号', '姓名', '证件号码', '会籍变化类型', '会籍变化日期', '会籍变化原因'];

/** Where the list is when another instruction comes under the identifier of the one that signed it. */
const STAGES = ['SUBMITTING', 'CONFIRMING', 'DONE', 'FAILED'] as const;
type Stage = (typeof STAGES)[number];

describe('a list that is signed', function () {
  this.timeout(120_000);
  const folder = useTemporaryFolder();
  let network: TestNetwork;
  let [cadre, colleague, second]: readonly TestOperator[] = [];

  beforeEach(async () => {
    network = await openTestNetwork(folder());
    const { test, sichuan } = network;
    const { union } = sichuan;
    const city = newOrganisationEntry(test, union.orgId, { level: 2 });
    await test.submit('organisation.register', city, { by: union.root });
    const { orgId: org, ...basic } = newOrganisationEntry(test, city.orgId);
    await test.submit('organisation.register', { orgId: org, ...basic }, { by: union.root });
    [cadre, colleague, second] = [
      await registerOperator(test, union, { org, grants: ['member'] }),
      await registerOperator(test, union, { org, grants: ['member'] }),
      await registerOperator(test, union, { org: city.orgId, grants: ['member'] }),
    ];
    for (const operator of [cadre, colleague, second]) await bindPerson(test, union, operator);
    await network.catchUp();
    await enrol(test, sichuan, { org });
  });
  afterEach(async () => {
    release();
    await network.close();
  });

  for (const stage of STAGES)
    it(`and ${stage} knows its instruction again by its bytes, and no other under its identifier; nor is it cancelled`, async () => {
      const { view, signed } = await bring(stage);
      const { instruction } = signed;
      const anew = await cadre!.signer.sign(instructionBytes(instruction));
      expect(anew).not.to.equal(signed.signature);
      // At once: while blocks are held each is answered only after a while.
      const copies = [signed.signature, anew].map((signature) =>
        handIn(view, cadre!, instructionArgument({ instruction, signature })),
      );
      for (const { status, text, json } of await Promise.all(copies)) {
        expect(status, text).to.equal(202);
        expect(importView.parse(json)).to.include({ importId: view.importId, state: stage });
      }
      const { instructionId } = instruction;
      const expiresAt = new Date(network.test.clock.now() + 7_200_000).toISOString();
      const others: readonly [TestOperator, Partial<Instruction>][] = [
        [cadre!, { instructionId, expiresAt }],
        [cadre!, { instructionId, subjectVersion: 7 }],
        [cadre!, { instructionId, payload: { ...view.manifest, rows: 2 } }],
        [colleague!, { instructionId }],
      ];
      for (const [by, change] of others)
        expectProblem(await handIn(view, by, await manifestOf(view, by, change)), 'INSTRUCTION_ID_TAKEN');
      const isEnded = stage === 'DONE' || stage === 'FAILED';
      const ofState = isEnded ? 'IMPORT_FINISHED' : 'IMPORT_SIGNED';
      const another = await manifestOf(view, cadre!, {});
      for (const refused of [await handIn(view, cadre!, another), await giveUp(view)]) {
        expectProblem(refused, ofState);
        expect(refused.json).to.have.nested.property('details.state', stage);
      }
    });

  it('is cancelled before, which may be said twice, and then neither signed nor anything else', async () => {
    const view = await read();
    for (let time = 0; time < 2; time += 1) {
      const cancelled = await giveUp(view);
      expect(importView.parse(cancelled.json), cancelled.text).to.include({ state: 'CANCELLED' });
    }
    expectProblem(await handIn(view, cadre!, await manifestOf(view, cadre!, {})), 'IMPORT_FINISHED');
  });

  const read = (): Promise<ImportView> => {
    const { name, docNumber } = PERSON;
    const change = { 会籍变化类型: '死亡', 会籍变化日期: '2026/03/01' };
    const content = csvText(COLUMNS, [{ 序号: '1', 姓名: name, 证件号码: docNumber, ...change }]);
    const { operatorId, org } = cadre!;
    const actor = { operatorId, org, province: '51' };
    return readImport(network.sichuan, { kind: 'changes', evidence: 'A'.repeat(43), content, actor });
  };
  const until = async ({ importId }: ImportView, state: Stage): Promise<void> => {
    while ((await find(network.sichuan.services.imports, importId)).state !== state) {
      await network.catchUp();
      await sleep(5);
    }
  };

  async function bring(
    stage: Stage,
  ): Promise<{ readonly view: ImportView; readonly signed: SignedInstruction }> {
    const { test } = network;
    const view = await read();
    const signed = await signManifest(test, view, cadre!);
    if (stage === 'SUBMITTING') test.ledger.holdBlocks = true;
    const taken = await handIn(view, cadre!, instructionArgument(signed));
    expect(taken.status, taken.text).to.equal(202);
    if (stage === 'SUBMITTING') return { view, signed };
    await until(view, 'CONFIRMING');
    const { actor, instructionId } = signed.instruction;
    if (stage === 'DONE') {
      const payload = { decision: signed, digest: instructionDigest(signed.instruction) };
      await test.submit('decision.confirm', payload, { by: second!, subjectVersion: 1 });
    }
    if (stage === 'FAILED')
      await test.submit('decision.withdraw', { actor, instructionId }, { by: second!, subjectVersion: 1 });
    await until(view, stage);
    return { view, signed };
  }

  function manifestOf(view: ImportView, by: TestOperator, change: Partial<Instruction>): Promise<string> {
    return network.test.instruct('membership.change', view.manifest as ManifestPayload, { by, change });
  }

  function handIn({ importId }: ImportView, by: TestOperator, body: string): Promise<TestResponse> {
    return signedFetch(network.sichuan, by, { target: `/v1/imports/${importId}/manifest`, body });
  }

  function giveUp({ importId }: ImportView): Promise<TestResponse> {
    const target = `/v1/imports/${importId}/cancel`;
    return signedFetch(network.sichuan, cadre!, { method: 'POST', target });
  }

  function release(): void {
    network.test.ledger.holdBlocks = false;
    network.test.ledger.cutBlock();
  }
});
