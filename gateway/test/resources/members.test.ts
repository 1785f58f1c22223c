// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { newOrganisationEntry, type TestLedger } from '@unionid/chaincode/testing';
import { memberView, pageOf, type MemberView } from '@unionid/domain/api';
import { enrol, loadMembers } from '../support/enrol.js';
import { describeOnDatabases } from '../support/on-databases.js';
import { registerOperator } from '../support/register-operator.js';
import { expectProblem, signedFetch } from '../support/signed-fetch.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import type { TestGateway } from '../support/test-gateway.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

describeOnDatabases('members of a union and of all below it', () => {
  const folder = useTemporaryFolder();
  let network: TestNetwork;
  let test: TestLedger;
  let gateway: TestGateway;
  let root: TestGateway['union']['root'];
  /** Unions by name, the one above before those below: root → city → county → works; root → other. */
  let unions: Readonly<Record<'city' | 'county' | 'works' | 'empty' | 'other', string>>;
  /** Members in the order in which the ledger took them in. */
  let members: readonly { readonly identityId: string; readonly org: string }[];

  const found = async (parent: string, level: 2 | 3 | 5): Promise<string> => {
    const entry = newOrganisationEntry(test, parent, { level });
    await test.submit('organisation.register', entry, { by: root });
    return entry.orgId;
  };
  beforeEach(async () => {
    network = await openTestNetwork(folder());
    ({ test, sichuan: gateway } = network);
    ({ root } = gateway.union);
    const city = await found(root.org, 2);
    const county = await found(city, 3);
    const [works, empty] = [await found(county, 5), await found(county, 5)];
    unions = { city, county, works, empty, other: await found(root.org, 2) };
    // Unions take turns, so that their members do not lie beside each other.
    const rows = [];
    for (const [turn, org] of [works, unions.other, city, works, root.org].entries())
      rows.push(...(await loadMembers(test, gateway.union, { org, count: 2, first: 2 * turn })));
    members = rows;
    await network.catchUp();
  });
  afterEach(() => network.close());

  const ask = (query: string, by = root) => signedFetch(gateway, by, { target: `/v1/members?${query}` });
  const list = async (query: string, by = root): Promise<MemberView[]> => {
    const items: MemberView[] = [];
    let cursor: string | undefined;
    do {
      const response = await ask(`${query}${cursor === undefined ? '' : `&cursor=${cursor}`}`, by);
      expect(response.status, response.text).to.equal(200);
      const page = pageOf(memberView).parse(response.json);
      items.push(...page.items);
      cursor = page.next;
    } while (cursor !== undefined);
    return items;
  };
  const idsOf = (orgs: readonly string[]): string[] =>
    members.filter(({ org }) => orgs.includes(org)).map(({ identityId }) => identityId);

  it('come in pages of any size that neither lose nor repeat one, by union', async () => {
    const { city, county, works, empty, other } = unions;
    const subtrees = {
      [root.org]: [root.org, city, county, works, empty, other],
      [city]: [city, county, works, empty],
      [county]: [county, works, empty],
      [works]: [works],
      [empty]: [],
    };
    for (const [org, within] of Object.entries(subtrees))
      for (const limit of [1, 2, 3, 500]) {
        const shown = await list(`org=${org}&subtree=true&limit=${limit}`);
        expect(shown.map(({ identityId }) => identityId)).to.have.members(idsOf(within));
        const order = shown.map((member) => member.org);
        expect(order).to.deep.equal([...order].sort());
      }
  });

  it('are those of one union where the subtree is not asked for', async () => {
    const { city } = unions;
    for (const query of [`org=${city}`, `org=${city}&subtree=false`])
      expect((await list(query)).map(({ identityId }) => identityId)).to.have.members(idsOf([city]));
    expect((await list('limit=1')).map(({ org }) => org)).to.deep.equal([root.org, root.org]);
  });

  it('are masked as in every list', async () => {
    await enrol(test, gateway, { org: unions.works });
    const shown = await list(`org=${unions.city}&subtree=true`);
    expect(shown.map(({ name }) => name)).to.include('测***');
    expect(shown.every(({ docNumber }) => !/\d{10}/.test(docNumber))).to.equal(true);
  });

  it('are for those above only, and each list takes its own cursors', async () => {
    const { city, other } = unions;
    const cadre = await registerOperator(test, gateway.union, { org: city, grants: ['member'] });
    await network.catchUp();
    expect(await list('subtree=true&limit=2', cadre)).to.have.length(6);
    for (const org of [root.org, other])
      expectProblem(await ask(`org=${org}&subtree=true`, cadre), 'OUT_OF_SCOPE');
    for (const [mine, theirs] of [['true', 'false'] as const, ['false', 'true'] as const]) {
      const { next } = pageOf(memberView).parse((await ask(`subtree=${mine}&limit=1`)).json);
      expectProblem(await ask(`subtree=${theirs}&limit=1&cursor=${next ?? ''}`), 'INVALID_REQUEST');
    }
    expectProblem(await ask('subtree=maybe'), 'INVALID_REQUEST');
  });
});
