// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import * as z from 'zod/mini';
import { ROUTES } from '#src/resources/routes.js';
import { newOrganisationEntry, type TestLedger, type TestUnion } from '@unionid/chaincode/testing';
import {
  accountView,
  historyEntry,
  organisationView,
  pageOf,
  type OrganisationView,
} from '@unionid/domain/api';
import { enrol, registerUnion } from '../support/enrol.js';
import { expectProblem, signedFetch, type TestResponse } from '../support/signed-fetch.js';
import { describeOnDatabases } from '../support/on-databases.js';
import { registerOperator } from '../support/register-operator.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import type { TestGateway } from '../support/test-gateway.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

describeOnDatabases('reading', () => {
  const folder = useTemporaryFolder();
  let network: TestNetwork;
  let test: TestLedger;
  let gateway: TestGateway;
  let union: TestUnion;

  beforeEach(async () => {
    network = await openTestNetwork(folder());
    ({ test, sichuan: gateway } = network);
    ({ union } = gateway);
  });
  afterEach(() => network.close());

  const get = (target: string, operator = union.root): Promise<TestResponse> =>
    signedFetch(gateway, operator, { target });

  describe('organisations', () => {
    const names = ['示范一厂工会', '示范二厂工会', '示范三厂工会', '样板百分之_百%工会', '样板公司工会'];

    beforeEach(async () => {
      for (const name of names) {
        const entry = newOrganisationEntry(test, union.orgId, { name });
        await test.submit('organisation.register', entry, { by: union.root });
      }
      await gateway.catchUp();
    });

    const list = async (query: string): Promise<{ items: OrganisationView[]; next?: string | undefined }> => {
      const response = await get(`/v1/organisations?${query}`);
      expect(response.status, response.text).to.equal(200);
      return pageOf(organisationView).parse(response.json);
    };

    it('come in pages that neither lose nor repeat a row, whatever is added meanwhile', async () => {
      const seen: string[] = [];
      let next: string | undefined;
      do {
        const page = await list(
          `parent=${union.orgId}&limit=2${next === undefined ? '' : `&cursor=${next}`}`,
        );
        seen.push(...page.items.map(({ name }) => name));
        ({ next } = page);
        expect(page.items.length).to.be.at.most(2);
      } while (next !== undefined);
      expect(seen).to.have.members(names);
    });

    it('can be found by any part of the name, wildcards being plain characters', async () => {
      expect((await list(`name=${encodeURIComponent('示范')}`)).items).to.have.length(3);
      expect((await list(`name=${encodeURIComponent('_百%')}`)).items).to.have.length(1);
      expect((await list(`name=${encodeURIComponent('%')}&province=51`)).items).to.have.length(1);
      expect((await list(`province=11`)).items.map(({ orgId }) => orgId)).to.deep.equal([
        test.provinces['11'].orgId,
      ]);
    });

    it('are told with their employers', async () => {
      const employers = [
        {
          ...{
            name: '示范机械有限公司',
            creditCode: '91519999MA0000001T',
            nature: '110',
            economicType: '110',
          },
          ...{ industry: 'C', district: '', headcount: 12 },
        },
      ];
      const entry = newOrganisationEntry(test, union.orgId, { employers });
      await test.submit('organisation.register', entry, { by: union.root });
      await gateway.catchUp();
      const { json } = await get(`/v1/organisations/${entry.orgId}`);
      expect(organisationView.parse(json)).to.include({ orgId: entry.orgId, employers: 1, level: 5 });
      const page = await get(`/v1/organisations/${entry.orgId}/employers`);
      expect(page.json).to.deep.equal({ items: employers });
    });

    it('that do not exist are told so', async () => {
      expectProblem(await get(`/v1/organisations/${test.newId('organisation')}`), 'ORGANISATION_UNKNOWN');
      expectProblem(await get('/v1/organisations/OXX'), 'INVALID_REQUEST');
    });

    it('refuse a cursor of somebody else’s making, a limit out of range, an unknown or repeated filter', async () => {
      for (const query of [
        'cursor=abc',
        'cursor=WzFd!',
        'limit=0',
        'limit=501',
        'colour=red',
        'limit=1&limit=2',
      ])
        expectProblem(await get(`/v1/organisations?${query}`), 'INVALID_REQUEST');
    });

    it('take no cursor but their own, whichever list it is', async () => {
      const isPaged = (query: unknown): boolean =>
        query instanceof z.ZodMiniObject && query.shape.cursor !== undefined;
      const lists = ROUTES.filter(({ path, query }) => !path.includes('{') && isPaged(query)).map(
        ({ path }) => path,
      );
      expect(lists).to.include.members(['/v1/organisations', '/v1/members', '/v1/decisions', '/v1/imports']);
      const { next = '' } = await list('limit=1');
      expect(next).not.to.equal('');
      for (const path of lists)
        for (const cursor of ['x', '', 'AAAA', 'MQ', ...(path === '/v1/organisations' ? [] : [next])])
          expectProblem(await get(`${path}?cursor=${cursor}`), 'INVALID_REQUEST');
    });
  });

  describe('minHeight', () => {
    it('answers once the block is applied', async () => {
      const { height } = test.ledger;
      const reading = get(`/v1/operators/${union.root.operatorId}?minHeight=${height + 1}`);
      const org = await registerUnion(test, union);
      expect((await reading).status).to.equal(200);
      expect((await get(`/v1/organisations/${org}?minHeight=${height + 1}`)).status).to.equal(200);
    });

    it('must be a number', async () => {
      expectProblem(await get(`/v1/operators/${union.root.operatorId}?minHeight=-1`), 'INVALID_REQUEST');
    });
  });

  describe('accounts', () => {
    let identityId: string;
    let org: string;

    beforeEach(async () => {
      org = await registerUnion(test, union);
      await gateway.catchUp();
      ({ identityId } = await enrol(test, gateway, { org }));
      await network.catchUp();
    });

    it('of the province are told in full, but neither tag nor root', async () => {
      const { json } = await get(`/v1/accounts/${identityId}`);
      expect(accountView.parse(json)).to.deep.equal(json);
      expect(json).to.deep.include({
        ...{ identityId, did: `did:unionid:${identityId}`, org, province: '51' },
        ...{ state: 'ACTIVE', joined: '2025-05-04', level: 1, version: 1 },
      });
      expect(json).to.not.have.any.keys('nameTag', 'root', 'tag');
    });

    it('have a history with who decided what', async () => {
      const { json } = await get(`/v1/accounts/${identityId}/history`);
      const { items } = pageOf(historyEntry).parse(json);
      expect(items).to.have.length(1);
      expect(items[0]).to.deep.include({ type: 'person.enrol', actor: union.root.operatorId });
      expect(items[0]?.account).to.include({ state: 'ACTIVE', version: 1 });
      expect(items[0]?.block).to.equal(test.ledger.height - 1);
    });

    it('of another province are not told', async () => {
      const { beijing } = network;
      const target = `/v1/accounts/${identityId}`;
      expectProblem(await signedFetch(beijing, beijing.union.root, { target }), 'PROVINCE_FOREIGN');
    });

    it('outside the operator’s own union are not told', async () => {
      const other = await registerUnion(test, union);
      const cadre = await registerOperator(test, union, { org: other, grants: ['member'] });
      await gateway.catchUp();
      expectProblem(await get(`/v1/accounts/${identityId}`, cadre), 'OUT_OF_SCOPE');
      expectProblem(await get(`/v1/accounts/${identityId}/history`, cadre), 'OUT_OF_SCOPE');
    });

    it('that do not exist are told so', async () => {
      expectProblem(await get(`/v1/accounts/${test.newId('identity')}`), 'ACCOUNT_UNKNOWN');
    });
  });
});
