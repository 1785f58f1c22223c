// SPDX-License-Identifier: Apache-2.0
import { RETENTION_DAYS } from '@unionid/domain/governance';
import { keyIdOf } from '@unionid/domain/instruction';
import { ledgerKey, type GatewayKeyRecord, type ProvinceRecord } from '@unionid/domain/ledger';
import { expect } from 'chai';
import {
  bootstrapPayload,
  bootstrapTestLedger,
  InMemoryLedger,
  joinPayload,
  newOrganisationEntry,
  newTestClock,
  newTestLedger,
  type TestLedger,
  type TestOperator,
} from '#src/testing/index.js';
import { codeOf } from './support/refusal.js';
import { newUnionTree, registerOperator } from './support/union-tree.js';

const DAY = 86_400_000;
const GUANGDONG = { code: '44', mspId: 'GuangdongMSP', name: '广东省总工会' };

describe('governance', () => {
  let test: TestLedger;

  beforeEach(async () => {
    test = await bootstrapTestLedger();
  });

  describe('bootstrap', () => {
    const bare = (): TestLedger => {
      const clock = newTestClock();
      return newTestLedger(new InMemoryLedger({ now: clock.now }), clock);
    };
    const bootstrap = (
      ledger: TestLedger,
      submitter = { mspId: 'NationalMSP', admin: true },
    ): Promise<unknown> =>
      ledger.submit('governance.bootstrap', bootstrapPayload(ledger), {
        by: ledger.national.root,
        submitter,
      });

    it('is in time and carried out once, as any other instruction', async () => {
      const ledger = bare();
      const { root: by, mspId } = ledger.national;
      const at = (offset: number): string => new Date(ledger.clock.now() + offset).toISOString();
      const late = ledger.submit('governance.bootstrap', bootstrapPayload(ledger), {
        ...{ by, submitter: { mspId, admin: true } },
        change: { issuedAt: at(-DAY / 2), expiresAt: at(-1) },
      });
      expect(await codeOf(late)).to.equal('INSTRUCTION_EXPIRED');
      const argument = await ledger.instruct('governance.bootstrap', bootstrapPayload(ledger), { by });
      const call = (): Promise<unknown> =>
        ledger.call('governance:bootstrap', argument, { mspId, admin: true });
      await call();
      expect(await codeOf(call())).to.equal('INSTRUCTION_REPLAYED');
    });

    it("takes the national admin's certificate and the root operator's own signature", async () => {
      expect(await codeOf(bootstrap(bare(), { mspId: 'NationalMSP', admin: false }))).to.equal(
        'ADMIN_REQUIRED',
      );
      expect(await codeOf(bootstrap(bare(), { mspId: 'BeijingMSP', admin: true }))).to.equal(
        'SUBMITTER_FOREIGN',
      );
      const ledger = bare();
      const by = ledger.provinces['51'].root;
      const payload = bootstrapPayload(ledger);
      const submitter = { mspId: 'NationalMSP', admin: true };
      const forged = (change: Partial<TestOperator>): Promise<string> =>
        codeOf(
          ledger.submit('governance.bootstrap', payload, {
            by: { ...ledger.national.root, ...change },
            submitter,
          }),
        );
      expect(await forged({ signer: by.signer })).to.equal('SIGNATURE_INVALID');
      expect(await forged({ keyId: by.keyId })).to.equal('KEY_UNKNOWN');
      expect(await forged({ operatorId: by.operatorId })).to.equal('ACTOR_UNKNOWN');
    });

    it('happens once', async () => {
      expect(await codeOf(bootstrap(test))).to.equal('ALREADY_BOOTSTRAPPED');
    });

    it('is readable', async () => {
      const submitter = { mspId: 'BeijingMSP' };
      const argument = '{}';
      const network = await test.ledger.evaluate({ function: 'governance:network', argument, submitter });
      expect(JSON.parse(network)).to.include({ network: test.name.network, nationalMspId: 'NationalMSP' });
      const codes = '{"codes":["51","99"]}';
      const provinces = await test.ledger.evaluate({
        function: 'governance:provinces',
        argument: codes,
        submitter,
      });
      expect(Object.keys(JSON.parse(provinces) as object)).to.deep.equal(['51']);
      const runtime = await test.ledger.evaluate({ function: 'governance:runtime', argument, submitter });
      expect(runtime).to.equal('{"bundleDigest":"","version":""}');
    });
  });

  describe('provinces', () => {
    const admin = { mspId: GUANGDONG.mspId, admin: true };

    const newProvince = (): { readonly union: Parameters<typeof joinPayload>[0] } => {
      const orgId = test.newId('organisation');
      return { union: { ...GUANGDONG, orgId, root: test.newOperator(GUANGDONG, orgId) } };
    };

    it('are added by the national operator and name their own root operator', async () => {
      const { union } = newProvince();
      await test.submit('governance.addProvince', GUANGDONG, { by: test.national.root });
      await test.submit('governance.joinProvince', joinPayload(union), { by: union.root, submitter: admin });
      const record = JSON.parse(test.ledger.state(ledgerKey.province('44')) ?? '') as ProvinceRecord;
      expect(record).to.include({ version: 2, rootOrg: union.orgId, rootOperator: union.root.operatorId });
      await test.submit('organisation.register', newOrganisationEntry(test, union.orgId), { by: union.root });
    });

    it('are not added twice, nor by a province', async () => {
      const add = (by: TestOperator): Promise<unknown> =>
        test.submit('governance.addProvince', GUANGDONG, { by });
      expect(await codeOf(add(test.provinces['51'].root))).to.equal('PROVINCE_FOREIGN');
      await add(test.national.root);
      expect(await codeOf(add(test.national.root))).to.equal('PROVINCE_REGISTERED');
    });

    it('join once, by their own admin, and only those that were added', async () => {
      const { union } = newProvince();
      const join = (submitter: { mspId: string; admin: boolean }): Promise<unknown> =>
        test.submit('governance.joinProvince', joinPayload(union), { by: union.root, submitter });
      expect(await codeOf(join(admin))).to.equal('PROVINCE_UNKNOWN');
      await test.submit('governance.addProvince', GUANGDONG, { by: test.national.root });
      expect(await codeOf(join({ mspId: 'NationalMSP', admin: true }))).to.equal('SUBMITTER_FOREIGN');
      expect(await codeOf(join({ ...admin, admin: false }))).to.equal('ADMIN_REQUIRED');
      await join(admin);
      expect(await codeOf(join(admin))).to.equal('PROVINCE_REGISTERED');
    });

    it('can not take identifiers or a credit code that stand on the ledger', async () => {
      const { union } = newProvince();
      await test.submit('governance.addProvince', GUANGDONG, { by: test.national.root });
      const sichuan = test.provinces['51'];
      const creditCode = '81510000MB0000001J';
      const coded = newOrganisationEntry(test, sichuan.orgId, { creditCode });
      await test.submit('organisation.register', coded, { by: sichuan.root });
      const join = async (change: (payload: ReturnType<typeof joinPayload>) => void): Promise<string> => {
        const payload = structuredClone(joinPayload(union));
        change(payload);
        const root = { ...union.root, operatorId: payload.root.operatorId };
        return codeOf(test.submit('governance.joinProvince', payload, { by: root, submitter: admin }));
      };
      expect(await join((payload) => (payload.organisation.orgId = sichuan.orgId))).to.equal(
        'ORGANISATION_EXISTS',
      );
      expect(await join((payload) => (payload.organisation.creditCode = creditCode))).to.equal(
        'CREDIT_CODE_TAKEN',
      );
      const taken = sichuan.root.operatorId;
      expect(await join((payload) => (payload.root.operatorId = taken))).to.equal('OPERATOR_EXISTS');
    });
  });

  describe('gateway keys', () => {
    const register = async (by: TestOperator, change: { holder?: string } = {}): Promise<unknown> => {
      const { signer } = test.newOperator(by, by.org);
      return registerKey(by, signer, change);
    };
    const registerKey = async (
      by: TestOperator,
      signer: TestOperator['signer'],
      { holder = by.mspId }: { holder?: string } = {},
    ): Promise<unknown> => {
      const proof = await test.prove({ purpose: 'gateway-key', holder }, signer);
      return test.submit('governance.registerGatewayKey', { publicKey: signer.publicKey, proof }, { by });
    };

    it('are registered with a proof of possession for the own organisation, and revoked once', async () => {
      for (const { root } of [test.national, test.provinces['51']]) {
        const { signer } = test.newOperator(root, root.org);
        await registerKey(root, signer);
        const keyId = keyIdOf(signer.publicKey);
        expect(await codeOf(registerKey(root, signer))).to.equal('KEY_EXISTS');
        const revoke = (subjectVersion: number): Promise<unknown> =>
          test.submit('governance.revokeGatewayKey', { keyId }, { by: root, subjectVersion });
        await revoke(1);
        const stored = test.ledger.state(ledgerKey.gatewayKey(root.mspId, keyId)) ?? '';
        expect((JSON.parse(stored) as GatewayKeyRecord).state).to.equal('REVOKED');
        expect(await codeOf(revoke(2))).to.equal('KEY_REVOKED');
      }
    });

    it('need a proof that names the holder, and a key that exists', async () => {
      const by = test.provinces['51'].root;
      expect(await codeOf(register(by, { holder: 'BeijingMSP' }))).to.equal('PROOF_OF_POSSESSION_INVALID');
      const unknown = test.submit('governance.revokeGatewayKey', { keyId: '0'.repeat(16) }, { by });
      expect(await codeOf(unknown)).to.equal('KEY_UNKNOWN');
    });

    it("are the business of a province's root union alone", async () => {
      const tree = await newUnionTree();
      test = tree;
      const grants = ['governance'] as const;
      const cityOperator = await registerOperator(tree, { org: tree.city, role: 'superadmin', grants });
      expect(await codeOf(register(cityOperator))).to.equal('OUT_OF_SCOPE');
    });
  });

  describe('pruning of seen instructions', () => {
    const prune = (day: string, limit: number): ReturnType<TestLedger['submit']> =>
      test.submit('governance.pruneInstructions', { day, limit }, { by: test.national.root });

    it('forgets days over by the retention, at most so many at a time, and nothing younger', async () => {
      const day = new Date(test.clock.now()).toISOString().slice(0, 10);
      expect(await codeOf(prune(day, 500))).to.equal('RETENTION_TOO_EARLY');
      test.clock.set(Date.parse(`${day}T00:00:00.000Z`) + (RETENTION_DAYS + 1) * DAY - 1);
      expect(await codeOf(prune(day, 500))).to.equal('RETENTION_TOO_EARLY');
      test.clock.advance(1);
      expect((await prune(day, 3)).result).to.deep.equal({ day, pruned: 3, complete: false });
      expect((await prune(day, 3)).result).to.deep.equal({ day, pruned: 2, complete: true });
      const seen = test.ledger
        .entries()
        .filter(([key]) => key.startsWith(ledgerKey.seen('', '', '').slice(0, 3)));
      expect(seen).to.have.length(2);
    });
  });
});
