// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { CorrectionParts } from '@unionid/domain/api';
import { expectCode } from '@unionid/domain/testing';
import { newId, rebuildClaimOnto, rebuildCorrection, rebuildExchange } from '#src/index.js';
import { CONTEXT, FIELDS, partsOf, PERSON, randomDigest } from '../support/fixtures.js';

const DECISION = { reason: 'mistake', evidence: randomDigest() } as const;
const identityId = newId('identity');

function correctionOf(change: Partial<CorrectionParts> = {}): CorrectionParts {
  const { root, expires, record: entered } = partsOf(FIELDS);
  const { seed, fields: record } = entered;
  const parts = { identityId, place: '', version: 3, seed, root, record, expires };
  return { ...parts, type: 'person.correct', fields: ['mobile'], ...change };
}

const rebuild = (parts: CorrectionParts): ReturnType<typeof rebuildCorrection> =>
  rebuildCorrection({ identityId, person: PERSON, decision: DECISION, parts, context: CONTEXT });

describe('the instruction of a correction', () => {
  it('names what differs, the new root and the version that was seen', () => {
    const parts = correctionOf();
    const { type, payload, subjectVersion } = rebuild(parts);
    expect(payload).to.deep.equal({
      identityId,
      place: '',
      root: parts.root,
      fields: ['mobile'],
      ...DECISION,
    });
    expect([type, subjectVersion]).to.deep.equal(['person.correct', 3]);
  });

  it('of a name is another, with the tag that only the gateway could compute', () => {
    const named = { type: 'person.correctIdentity' as const, fields: ['mobile', 'name'] };
    const { nameTag } = partsOf();
    const { type, payload } = rebuild(correctionOf({ ...named, nameTag }));
    expect(type).to.equal('person.correctIdentity');
    expect(payload).to.include({ nameTag });
    expectCode(() => rebuild(correctionOf(named)), 'PARTS_MISMATCH');
  });

  it('of a document takes the keys of both with it', () => {
    const { nameTag, personKey } = partsOf();
    const keys = { nameTag, personKey, replaces: [partsOf().personKey] };
    const parts = correctionOf({ type: 'person.rebind', fields: ['docNumber'], ...keys });
    expect(rebuild(parts).payload).to.deep.include(keys);
    expectCode(() => rebuild({ ...parts, formerKey: `1.${randomDigest()}` }), 'PARTS_MISMATCH');
  });

  const { root, nameTag, record } = partsOf();
  const { seed } = record;
  const lies: readonly [string, Partial<CorrectionParts>][] = [
    ['commits to another name', { record: { ...FIELDS, name: '测试乙' } }],
    ['commits to a field nobody entered', { record: { ...FIELDS, note: 'x' } }],
    ['has a root over something else', { root }],
    ['tells another seed', { seed }],
    ['is of another account', { identityId: newId('identity') }],
    ['would have one person correct a name', { fields: ['name'] }],
    ['would have two correct a phone', { type: 'person.correctIdentity', nameTag }],
    ['would have one person bind a document', { fields: ['docNumber'] }],
    ['has no key of the new document', { type: 'person.rebind', fields: ['docNumber'], nameTag }],
  ];
  for (const [what, change] of lies)
    it(`is not built where the gateway ${what}`, () => {
      expectCode(() => rebuild(correctionOf(change)), 'PARTS_MISMATCH');
    });
});

describe('what is rebuilt of a number that leads to another account', () => {
  const { nameTag, personKey } = partsOf();
  const [claimed, standing] = [newId('identity'), randomDigest()];
  const led = (change: Partial<CorrectionParts> = {}): CorrectionParts =>
    correctionOf({
      ...{ type: 'person.rebind', fields: ['docNumber'], nameTag, personKey },
      ...{ claim: { identityId: claimed, place: '', version: 2, standing }, ...change },
    });
  const input = (parts: CorrectionParts) => ({ identityId, person: PERSON, parts, context: CONTEXT });
  const decision = { org: newId('organisation'), kind: 'duplicate', evidence: randomDigest() } as const;

  it('is a claim onto the account, whose record is named as it stands', () => {
    const { type, payload, subjectVersion } = rebuildClaimOnto({ ...input(led()), decision });
    expect([type, subjectVersion]).to.deep.equal(['claim.open', 2]);
    expect(payload).to.deep.equal({
      ...{ personKey, nameTag, identityId, place: '', root: standing, level: 1, claimed, ...decision },
    });
    const formerKey = `0.${randomDigest()}`;
    expect(() => rebuildClaimOnto({ ...input(led({ formerKey })), decision })).to.throw();
    expectCode(() => rebuildClaimOnto({ ...input(correctionOf()), decision }), 'PARTS_MISMATCH');
  });

  it('is an exchange with the owner of the claim, and with nobody else', () => {
    const parts = led();
    const exchange = rebuildExchange({ ...input(parts), owner: claimed });
    expect(exchange).to.deep.equal({ personKey, nameTag, root: parts.root });
    expectCode(() => rebuildExchange({ ...input(parts), owner: newId('identity') }), 'PARTS_MISMATCH');
    const lied = { ...parts, root: randomDigest() };
    expectCode(() => rebuildExchange({ ...input(lied), owner: claimed }), 'PARTS_MISMATCH');
  });

  it('is a correction that settles the claim that is meant, and no other', () => {
    const at = { ...input(led()), decision: DECISION };
    const { payload } = rebuildCorrection({ ...at, claimed });
    expect(payload).to.deep.include({ claimed: { identityId: claimed, place: '' } });
    expectCode(() => rebuildCorrection(at), 'PARTS_MISMATCH');
    expectCode(() => rebuildCorrection({ ...at, claimed: newId('identity') }), 'PARTS_MISMATCH');
    const plain = { ...at, parts: correctionOf() };
    expectCode(() => rebuildCorrection({ ...plain, claimed }), 'PARTS_MISMATCH');
  });
});
