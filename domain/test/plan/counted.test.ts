// SPDX-License-Identifier: Apache-2.0
import { besideFile, countedUnder, subjectsOf } from '#src/plan/index.js';
import { expect } from 'chai';
import { FILE } from '../support/plan.js';

const item = (whom?: string) => ({ id: 'p', file: 'file', ...(whom !== undefined && { for: whom }) });

describe('by whom an item is counted', () => {
  it('is whoever is paid where the class is the payee’s', () => {
    expect(subjectsOf(item('tag c'), 'winter', FILE)).to.deep.equal(['p']);
    expect(countedUnder(item(), 'winter', FILE)).to.deep.equal(['p', 'file']);
    expect(countedUnder({ id: 'p' }, 'winter', FILE)).to.deep.equal(['p']);
  });

  it('is whom it is for, by each name, where the class is the beneficiary’s', () => {
    expect(subjectsOf(item(), 'education', FILE)).to.deep.equal(['tag p', 'p']);
    expect(subjectsOf(item('tag c'), 'education', FILE)).to.deep.equal(['tag c']);
    expect(subjectsOf(item('tag d'), 'education', FILE)).to.deep.equal(['tag d', 'former d']);
    expect(subjectsOf(item('former d'), 'education', FILE)).to.deep.equal(['tag d', 'former d']);
    expect(subjectsOf(item('tag x'), 'education', FILE), 'nobody of it').to.deep.equal(['p']);
    expect(subjectsOf({ id: 'x', file: 'file' }, 'education', FILE), 'no member of it').to.deep.equal(['x']);
    expect(subjectsOf({ id: 'p' }, 'education', FILE), 'without its file').to.deep.equal(['p']);
    expect(subjectsOf(item(), 'education', undefined)).to.deep.equal(['p']);
  });

  it('is all of the household where the class is the household’s, as it was in the item’s version', () => {
    const all = ['p', 'tag p', 'tag c', 'tag d', 'former d'];
    expect(subjectsOf(item(), 'living', FILE)).to.deep.equal(all);
    const grown = { ...FILE, v: 4, members: [...FILE.members, { tag: 'tag e', in: 4 }] };
    expect(subjectsOf({ ...item(), fileVersion: 3 }, 'living', grown)).to.deep.equal(all);
    expect(subjectsOf(item(), 'living', grown)).to.deep.equal([...all, 'tag e']);
    expect(subjectsOf({ id: 'p' }, 'living', FILE)).to.deep.equal(['p']);
  });
});

describe('who is looked at beside an item', () => {
  it('is its payee’s household where the class is the household’s and the item names no file', () => {
    const all = ['tag p', 'p', 'tag c', 'tag d', 'former d'];
    expect(besideFile({}, 'living', FILE)).to.deep.equal(all);
    expect(besideFile({}, 'living', undefined)).to.deep.equal([]);
    expect(besideFile({ file: 'file' }, 'living', FILE)).to.deep.equal([]);
    for (const code of ['winter', 'education'] as const)
      expect(besideFile({}, code, FILE), code).to.deep.equal([]);
  });
});
