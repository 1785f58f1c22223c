// SPDX-License-Identifier: Apache-2.0
import { newOrganisationEntry, type TestOperator } from '@unionid/chaincode/testing';
import { preparedParts, type ImportView } from '@unionid/domain/api';
import type { InstructionType, PayloadOf } from '@unionid/domain/catalogue';
import type { OrganisationEntry } from '@unionid/domain/organisation';
import { expect } from 'chai';
import type { RealNameRecord, Vault } from '#src/vault/vault.js';
import { registerUnion, submitInstruction } from '../support/enrol.js';
import { csvText, MEMBER_COLUMNS, memberRow, personOfRow } from '../support/import-files.js';
import { describeOnDatabases } from '../support/on-databases.js';
import { find, readImport, reportOf, runImport, signManifest } from '../support/run-import.js';
import { expectProblem, signedFetch, type TestResponse } from '../support/signed-fetch.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import type { TestGateway } from '../support/test-gateway.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

const EVIDENCE = 'A'.repeat(43);
const ROW = memberRow(0, { 所属工会: '示范街道工会', 工作单位: '' });

// A member has gone to another province, and a list of the old one asks back. What becomes of the record that it has kept is judged with
// the row, and done a moment later.
describeOnDatabases('a record that a list takes the place of', () => {
  const folder = useTemporaryFolder();
  let network: TestNetwork;
  let sichuan: TestGateway;
  let beijing: TestGateway;
  let vault: Vault;
  let street: string;
  let elsewhere: string;
  let identityId: string;
  let source: string;
  let kept: RealNameRecord | undefined;

  beforeEach(async () => {
    network = await openTestNetwork(folder());
    ({ sichuan, beijing } = network);
    ({ vault } = sichuan.services);
    const { test } = network;
    await registerUnion(test, sichuan.union);
    const [here, there] = [sichuan.union, beijing.union].map(({ orgId }, at) =>
      newOrganisationEntry(test, orgId, { name: `示范街道工会${at === 0 ? '' : '二'}`, level: 4 }),
    ) as [OrganisationEntry, OrganisationEntry];
    await test.submit('organisation.register', here, { by: sichuan.union.root });
    await test.submit('organisation.register', there, { by: beijing.union.root });
    street = here.orgId;
    await network.catchUp();
    const { importId } = await runImport(test, sichuan, { content });
    [{ identityId = '' } = {}] = await reportOf(sichuan, importId);
    elsewhere = there.orgId;
    await move();
    ({ importId: source } = await runImport(test, sichuan, { content }));
    kept = await record();
  });
  afterEach(() => network.close());

  /** To 北京. */
  const move = async (): Promise<void> => {
    const parts = await prepare(beijing, elsewhere);
    await submit(beijing, 'transfer.request', {
      ...{ identityId, personKey: parts.personKey, nameTag: parts.nameTag, root: parts.root },
      ...{ to: elsewhere, employer: '', slot: parts.transfer?.slot ?? 0 },
      evidence: { kind: 'residence', digest: EVIDENCE },
    });
    await submit(sichuan, 'transfer.release', await named());
    await submit(beijing, 'transfer.complete', await named());
  };
  const content = csvText(MEMBER_COLUMNS, [ROW]);
  const record = async (): Promise<RealNameRecord | undefined> =>
    (await vault.read([identityId])).get(identityId);
  const seen = async () => (await vault.seen([identityId])).get(identityId);
  const named = async (): Promise<{ identityId: string; place: string }> => ({
    ...{ identityId, place: (await sichuan.services.readModel.account(identityId))?.place ?? '' },
  });
  const ask = (gateway: TestGateway, org: string): Promise<TestResponse> => {
    const evidence = { kind: 'residence', digest: EVIDENCE };
    const body = { type: 'transfer.request', person: personOfRow(memberRow(0)), org, employer: '', evidence };
    return signedFetch(gateway, gateway.union.root, { target: '/v1/preparations', body });
  };
  const prepare = async (gateway: TestGateway, org: string) => {
    const { json, text } = await ask(gateway, org);
    return preparedParts.parse(json, { error: () => text });
  };
  const submit = async <T extends InstructionType>(
    gateway: TestGateway,
    type: T,
    payload: PayloadOf<T>,
    by: TestOperator = gateway.union.root,
  ): Promise<void> => {
    const subjectVersion = (await gateway.services.readModel.transfer(identityId))?.transfer.v ?? 0;
    const argument = await network.test.instruct(type, payload, { by, subjectVersion });
    const { status, text } = await submitInstruction(gateway, by, { argument });
    expect(status, text).to.equal(200);
    await network.catchUp();
  };
  const list = (): Promise<ImportView> =>
    readImport(sichuan, {
      ...{ kind: 'requests', content, evidence: EVIDENCE, asks: { source, kind: 'residence' } },
    });
  /** Of those whom both sides agree to move. */
  const batch = (): Promise<ImportView> =>
    readImport(sichuan, { kind: 'transfers', content, sides: { from: elsewhere, to: street } });
  const told = async ({ importId }: ImportView): Promise<readonly string[]> =>
    (await reportOf(sichuan, importId)).map(({ outcome, problems }) =>
      [outcome, ...problems.map(({ code }) => code)].join(' '),
    );
  /** Does something once, right before the vault is asked to make room for it. */
  const beforeSettingAside = (done: () => Promise<unknown>): void => {
    const setAside = vault.setAside.bind(vault);
    vault.setAside = async (records) => {
      vault.setAside = setAside;
      await done();
      await vault.setAside(records);
    };
  };

  it('is replaced, and the list is carried out with the new one', async () => {
    const view = await list();
    expect(await told(view)).to.deep.equal(['ready']);
    expect((await seen())?.state).to.equal('PENDING');
    expect(await record()).not.to.deep.equal(kept);
    await sichuan.services.imports.approve(
      view.importId,
      await signManifest(network.test, view, sichuan.union.root),
    );
    await sichuan.services.imports.settled();
    expect(await find(sichuan.services.imports, view.importId)).to.include({ state: 'DONE' });
  });

  it('counts again where the member comes home, whether the list goes on or is cancelled', async () => {
    for (const isCancelled of [false, true]) {
      const view = await list();
      expect((await seen())?.state).to.equal('PENDING');
      if (isCancelled) await sichuan.services.imports.cancel(view.importId);
      await submit(beijing, 'transfer.undo', await named());
      expect(await sichuan.services.readModel.account(identityId)).to.include({ province: '51' });
      expect(await record()).to.deep.equal(kept);
      expect((await vault.states([identityId])).get(identityId)).to.equal('ACTIVE');
      if (isCancelled) return;
      await sichuan.services.imports.cancel(view.importId);
      expect(await record()).to.deep.equal(kept);
      await move();
    }
  });

  for (const kind of ['requests', 'transfers'] as const)
    it(`goes on counting where the member comes home while a list of ${kind} is judged, and nothing came first`, async () => {
      const { importId } = await list();
      await sichuan.services.imports.cancel(importId);
      await submit(beijing, 'transfer.undo', await named());
      await move();
      expect([await seen(), await record()]).to.deep.equal([undefined, kept]);
      const commitmentRoots = vault.commitmentRoots.bind(vault);
      vault.commitmentRoots = async (records) => {
        vault.commitmentRoots = commitmentRoots;
        await submit(beijing, 'transfer.undo', await named());
        return vault.commitmentRoots(records);
      };
      const view = await (kind === 'requests' ? list() : batch());
      expect(await sichuan.services.readModel.account(identityId)).to.include({ province: '51' });
      expect(await record(), (await told(view)).join()).to.deep.equal(kept);
      expect((await vault.states([identityId])).get(identityId)).to.equal('ACTIVE');
    });

  it('and that a counter has replaced meanwhile stays as the counter’s', async () => {
    let prepared: RealNameRecord | undefined;
    beforeSettingAside(async () => {
      await prepare(sichuan, street);
      prepared = await record();
    });
    expect(await told(await list())).to.deep.equal(['bad TRANSFER_OPEN']);
    expect(prepared).not.to.deep.equal(kept);
    expect(await record()).to.deep.equal(prepared);
    expect((await seen())?.group).to.match(/^prepare\/transfer\.request\//);
  });

  it('stays as the list’s, where a counter was about to replace it', async () => {
    let view: ImportView | undefined;
    let listed: RealNameRecord | undefined;
    beforeSettingAside(async () => {
      view = await list();
      listed = await record();
    });
    expectProblem(await ask(sichuan, street), 'TRANSFER_OPEN');
    expect(view === undefined ? [] : await told(view)).to.deep.equal(['ready']);
    expect(listed).not.to.deep.equal(kept);
    expect(await record()).to.deep.equal(listed);
  });

  it('stays where the member has come home meanwhile', async () => {
    const look = vault.seen.bind(vault);
    vault.seen = async (identityIds) => {
      vault.seen = look;
      const found = await vault.seen(identityIds);
      await submit(beijing, 'transfer.undo', await named());
      return found;
    };
    expect(await told(await list())).to.deep.equal(['unchanged']);
    expect(await sichuan.services.readModel.account(identityId)).to.include({ province: '51' });
    expect(await record()).to.deep.equal(kept);
    expect((await seen())?.state).to.equal('ACTIVE');
  });
});
