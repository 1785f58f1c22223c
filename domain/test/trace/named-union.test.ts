// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { SAMPLE } from '#src/schema/sample.js';
import { namedUnion, withUnionNames } from '#src/trace/index.js';

const { orgId, otherOrgId } = SAMPLE;
const names = { [orgId]: '示范市总工会' };

describe('a union as people read it', () => {
  it('has its name beside its code, or the code alone', () => {
    expect(namedUnion(orgId, names)).to.equal(`示范市总工会 ${orgId}`);
    for (const known of [undefined, {}, { [orgId]: '' }, { [otherOrgId]: '示范市总工会' }])
      expect(namedUnion(orgId, known)).to.equal(orgId);
    expect(namedUnion('toString', names), 'nothing that all objects have').to.equal('toString');
  });

  it('has it wherever a text names it, and nowhere else', () => {
    const named = `示范市总工会 ${orgId}`;
    expect(withUnionNames(`下拨：${orgId} → ${otherOrgId}，${orgId}`, names)).to.equal(
      `下拨：${named} → ${otherOrgId}，${named}`,
    );
    expect(withUnionNames(orgId)).to.equal(orgId);
    for (const part of [`x${orgId}`, `${orgId}0`, `-${orgId}`, `${orgId}_`, orgId.slice(0, -1)])
      expect(withUnionNames(part, names)).to.equal(part);
  });

  it('is named once, whatever a name says', () => {
    const told = { [orgId]: `挂靠 ${otherOrgId}`, [otherOrgId]: '别的工会' };
    expect(withUnionNames(`归属 ${orgId}`, told)).to.equal(`归属 挂靠 ${otherOrgId} ${orgId}`);
  });
});
