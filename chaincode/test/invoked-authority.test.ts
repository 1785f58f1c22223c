// SPDX-License-Identifier: Apache-2.0
import { BENEFIT_ROWS } from '@unionid/domain/ledger';
import type { MemberEntry } from '@unionid/domain/person';
import { expect } from 'chai';
import type { AuthorityFacts } from '#src/kernel/authority.js';
import { toLedgerStub } from '#src/kernel/fabric-stub.js';
import { invokedAuthority } from '#src/kernel/invoked-authority.js';
import { StateStore } from '#src/kernel/state-store.js';
import { newMemberEntry } from '#src/testing/index.js';
import { InMemoryState } from '#src/testing/in-memory-state.js';
import { newInMemoryStub, newSimulation } from '#src/testing/in-memory-stub.js';
import { endDuplicate } from './support/duplicate.js';
import { newUnionTree, type UnionTree } from './support/union-tree.js';

describe('whoever asks identity who may act', () => {
  let tree: UnionTree;
  let entries: readonly MemberEntry[];
  let ids: readonly string[];
  /** The arguments of all questions. */
  let asked: unknown[];

  beforeEach(async () => {
    tree = await newUnionTree();
    entries = ['mistyped', 'as it is', 'other mistyped', 'other'].map((person) =>
      newMemberEntry(tree, tree.basic, { person }),
    );
    for (const entry of entries) await tree.submit('person.enrol', entry, { by: tree.sichuan.root });
    for (const at of [0, 2]) await endDuplicate(tree, { wrong: entries[at]!, right: entries[at + 1]! });
    ids = entries.map(({ identityId }) => identityId);
    asked = [];
  });

  function open(ended?: readonly string[]): Promise<AuthorityFacts> {
    const submitter = { mspId: tree.sichuan.mspId };
    const invoke = (_chaincode: string, [called = '', argument = '']: readonly string[]) => {
      asked.push(JSON.parse(argument));
      return tree.ledger.evaluate({ chaincode: 'identity', function: called, argument, submitter });
    };
    const { channel } = tree.name;
    const proposal = { chaincode: 'benefit', channel, transactionId: 't', time: 0, submitter, batched: true };
    const stub = toLedgerStub(
      newInMemoryStub({ state: new InMemoryState(), proposal, simulation: newSimulation(), invoke }),
      { chaincode: 'benefit', records: BENEFIT_ROWS },
    );
    const request = { signers: [], unions: [], clock: false, ...(ended !== undefined && { ended }) };
    return invokedAuthority.open({ stub, state: new StateStore(stub) }, request);
  }

  it('asks once, whatever of it is read then', async () => {
    const facts = await open(ids.slice(0, 2));
    await facts.readStanding(ids.slice(0, 2));
    await facts.readStanding([]);
    expect(facts.standingFor(ids[0]!)).to.deep.equal([ids[1]]);
    expect(facts.standingFor(ids[1]!)).to.deep.equal([]);
    expect(asked).to.deep.equal([{ signers: [], unions: [], clock: false, ended: ids.slice(0, 2) }]);
  });

  it('asks once more for accounts to which the answer has led, each once, and forgets nothing', async () => {
    const facts = await open([ids[0]!]);
    expect(facts.standingFor(ids[2]!), 'not asked').to.deep.equal([]);
    const led = [ids[2]!, ids[0]!, ids[2]!, ids[3]!];
    await facts.readStanding(led);
    await facts.readStanding(led);
    expect(asked.slice(1)).to.deep.equal([
      { signers: [], unions: [], clock: false, ended: [ids[2], ids[3]] },
    ]);
    expect(ids.map((id) => facts.standingFor(id))).to.deep.equal([[ids[1]], [], [ids[3]], []]);
  });

  it('asks for them where it had not asked for any before', async () => {
    const facts = await open();
    expect(facts.standingFor(ids[0]!)).to.deep.equal([]);
    await facts.readStanding([ids[0]!]);
    expect(facts.standingFor(ids[0]!)).to.deep.equal([ids[1]]);
  });
});
