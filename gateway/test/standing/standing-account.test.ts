// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import { MOST_ALSO } from '@unionid/domain/ledger';
import { expect } from 'chai';
import { standingAccount, standingFor } from '#src/standing/standing-account.js';

interface Entered {
  readonly into?: string;
  readonly also?: readonly string[];
}
type Model = Parameters<typeof standingFor>[1];

/** Accounts by what they say of others; what is named `unreadable` nobody can read. */
function modelOf(accounts: Readonly<Record<string, Entered>>): Model {
  const read = (identityId: string): Entered | undefined => {
    if (identityId === 'unreadable') throw new DomainError('RECORD_UNREADABLE', { type: 'account' });
    return accounts[identityId];
  };
  return {
    account: async (identityId) => {
      const found = await Promise.resolve(identityId).then(read);
      return found && ({ identityId, ...found } as Awaited<ReturnType<Model['account']>>);
    },
    writtenAccount: async (identityId) => {
      const account = await Promise.resolve(identityId).then(read);
      return account && ({ account } as Awaited<ReturnType<Model['writtenAccount']>>);
    },
  };
}

describe('the account by which a person stands', () => {
  const model = modelOf({
    ...{ one: {}, first: { into: 'second' }, second: { into: 'last', also: ['first'] } },
    ...{ beside: { into: 'last' }, last: { also: ['second', 'first', 'beside'] } },
    ...{ gone: { into: 'nowhere' }, torn: { into: 'unreadable' } },
  });

  it('is the last of those for which others have ended, with all of them', async () => {
    expect(await standingFor('first', model)).to.deep.equal(['last', 'second', 'beside']);
    expect(await standingFor('second', model)).to.deep.equal(['last', 'first', 'beside']);
    expect(await standingFor('beside', model)).to.deep.equal(['last', 'second', 'first']);
  });

  it('is nothing else of one that has not ended, or that there is none of', async () => {
    for (const identityId of ['one', 'last', 'nobody', 'unreadable'])
      expect(await standingFor(identityId, model), identityId).to.deep.equal([]);
  });

  it('is known by its name where nobody can read it', async () => {
    expect(await standingFor('torn', model)).to.deep.equal(['unreadable']);
  });

  it('is the account itself where what it says leads nowhere, and no circle is gone round for ever', async () => {
    const gone = await model.account('gone');
    expect((await standingAccount(gone!, model)).identityId).to.equal('gone');
    let asked = 0;
    const circle = modelOf({ one: { into: 'other' }, other: { into: 'one' } });
    const counted: Model = {
      ...circle,
      account: (identityId) => {
        asked += 1;
        return circle.account(identityId);
      },
    };
    await standingAccount((await circle.account('one'))!, counted);
    expect(asked).to.equal(MOST_ALSO);
  });
});
