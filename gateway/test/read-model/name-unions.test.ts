// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { nameUnions } from '#src/read-model/name-unions.js';
import { idOf } from '../support/ledger-blocks.js';

const [ONE, OTHER] = [idOf('organisation', 'one'), idOf('organisation', 'other')];

/** Every union has a name, and what was asked is kept. */
class Asked {
  readonly calls: (readonly [readonly string[], number])[] = [];

  unionNamesAsOf(orgIds: readonly string[], block: number): Promise<Readonly<Record<string, string>>> {
    this.calls.push([orgIds, block]);
    return Promise.resolve(Object.fromEntries(orgIds.map((orgId) => [orgId, '示范工会'])));
  }
}

describe('an answer that names unions', () => {
  it('has the name of each once, wherever its code stands', async () => {
    const readModel = new Asked();
    const answer = {
      ...{ org: ONE, fen: 1, none: null, left: undefined, fund: idOf('fund', 'f') },
      items: [{ to: [OTHER, ONE], zh: `下拨：${ONE}` }],
    };
    const named = await nameUnions(readModel, answer, 7);
    expect(named).to.deep.equal({ ...answer, unionNames: { [ONE]: '示范工会', [OTHER]: '示范工会' } });
    expect(Object.keys(named).at(-1), 'behind what was there').to.equal('unionNames');
    expect(readModel.calls).to.deep.equal([[[ONE, OTHER], 7]]);
  });

  it('is of now where no block is named', async () => {
    const readModel = new Asked();
    await nameUnions(readModel, { org: ONE });
    expect(readModel.calls).to.deep.equal([[[ONE], Number.MAX_SAFE_INTEGER]]);
  });

  it('is as it was, and nothing is asked, where it names none', async () => {
    const readModel = new Asked();
    const answer = { items: [], text: `工会 ${ONE}` };
    expect(await nameUnions(readModel, answer)).to.equal(answer);
    expect(readModel.calls).to.deep.equal([]);
  });
});
