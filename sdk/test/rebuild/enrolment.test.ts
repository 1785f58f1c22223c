// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { PersonInput, PreparedParts } from '@unionid/domain/api';
import { fromBase64url } from '@unionid/domain/encoding';
import { isNaming } from '@unionid/domain/forms';
import { identityIdFor } from '@unionid/domain/person';
import { openFields } from '@unionid/domain/privacy';
import { expectCode } from '@unionid/domain/testing';
import { rebuildAccountOpening, rebuildClaim, rebuildEnrolment } from '#src/index.js';
import { CONTEXT, FIELDS, partsOf, PERSON, randomDigest } from '../support/fixtures.js';
import { ORG } from '../support/import-job.js';

const DECISION = { org: ORG, joined: '2026-11-01' };

const rebuild = (parts: PreparedParts, person: PersonInput = PERSON): ReturnType<typeof rebuildEnrolment> =>
  rebuildEnrolment({ person, decision: DECISION, parts, context: CONTEXT });

describe('the instruction of an enrolment', () => {
  it('holds the decision as it was entered and what only the gateway could compute', () => {
    const parts = partsOf();
    const { identityId, personKey, nameTag, root, level } = parts;
    expect(rebuild(parts).payload).to.deep.equal({
      ...{ identityId, personKey, nameTag, root, level },
      org: ORG,
      state: 'ACTIVE',
      joined: '2026-11-01',
      since: '2026-11-01',
      change: '1',
      reason: '',
    });
    expect(rebuild(parts).subjectVersion).to.equal(0);
  });

  it('takes the key under the version before with it, and no other', () => {
    const [one, two] = [partsOf(), randomDigest()];
    const personKey = `2.${two}`;
    const identityId = identityIdFor({ personKey, root: one.root });
    const parts = { ...one, personKey, identityId, formerKey: one.personKey };
    expect(rebuild(parts).payload).to.include({ personKey, formerKey: one.personKey });
    for (const former of [`2.${two}`, `3.${two}`])
      expectCode(() => rebuild({ ...parts, formerKey: former }), 'PARTS_MISMATCH');
  });

  it('accepts lossless repairs of what was entered', () => {
    const entered: PersonInput = {
      ...PERSON,
      name: ' 测试甲',
      docNumber: '１１９９９９ 19900307 0019',
      mobile: '+86 138-0000-0000',
    };
    expect(rebuild(partsOf(), entered).payload.org).to.equal(ORG);
  });

  const lies: readonly [string, Readonly<Record<string, string>>, string][] = [
    ['another name', { ...FIELDS, name: '测试乙' }, 'name'],
    ['another number', { ...FIELDS, docNumber: '319999198506150021' }, 'docNumber'],
    ['another phone', { ...FIELDS, mobile: '13900000000' }, 'mobile'],
    ['another document type', { ...FIELDS, docType: '414' }, 'docType'],
    ['a field nobody entered', { ...FIELDS, note: 'x' }, 'note'],
    ['another value of a further column', { ...FIELDS, ethnicity: '02' }, 'ethnicity'],
  ];
  for (const [what, fields, name] of lies) {
    it(`is not built when the gateway committed to ${what}`, () => {
      const { details } = expectCode(() => rebuild(partsOf(fields)), 'PARTS_MISMATCH');
      expect(details.fields).to.include(name);
      expect(JSON.stringify(details)).not.to.contain(fields[name]);
    });
  }

  it('is not built when a field that was entered is left out', () => {
    const { mobile, ...rest } = FIELDS;
    expect(mobile).not.to.equal('');
    expectCode(() => rebuild(partsOf(rest)), 'PARTS_MISMATCH');
  });

  it('is not built when the root is over something else than the fields shown', () => {
    const { root } = partsOf({ ...FIELDS, name: '测试乙' });
    expectCode(() => rebuild({ ...partsOf(), root }), 'PARTS_MISMATCH');
    const { record, ...parts } = partsOf();
    const { seed } = partsOf().record;
    expectCode(() => rebuild({ ...parts, record: { ...record, seed } }), 'PARTS_MISMATCH');
  });
});

describe('a record that the province has of whoever joins again', () => {
  const STANDING = { ...FIELDS, mobile: '13900000000', joinedDate: '2020-01-01', note: 'x' };
  const standing = (fields: Readonly<Record<string, string>>, isShown = isNaming): PreparedParts => {
    const { record, ...parts } = partsOf(fields);
    const opening = [...openFields(fields, fromBase64url(record.seed), isShown)];
    return { ...parts, account: { version: 4 }, record: { is: 'standing', opening } };
  };

  it('may say anything but another name or number', () => {
    const parts = standing(STANDING);
    const { payload, subjectVersion } = rebuild(parts);
    expect([payload.root, subjectVersion]).to.deep.equal([parts.root, 4]);
    expect(JSON.stringify(parts)).not.to.contain('13900000000');
    const lies = [
      { ...STANDING, nameNormalised: '测试乙' },
      { ...STANDING, docNumber: '319999198506150021' },
      { ...STANDING, docType: '414' },
    ];
    for (const fields of lies) expectCode(() => rebuild(standing(fields)), 'PARTS_MISMATCH');
  });

  it('shows both and no more, is of the root, and is of nobody who is new', () => {
    const parts = standing(STANDING);
    expectCode(() => rebuild(standing(STANDING, (name) => name === 'docNumber')), 'PARTS_MISMATCH');
    expectCode(() => rebuild(standing(STANDING, () => true)), 'PARTS_MISMATCH');
    expectCode(() => rebuild({ ...parts, root: randomDigest() }), 'PARTS_MISMATCH');
    const { account, ...ofNobody } = parts;
    expect(account).to.deep.equal({ version: 4 });
    expectCode(() => rebuild(ofNobody), 'PARTS_MISMATCH');
    expectCode(() => rebuild({ ...parts, account: { version: 0 } }), 'PARTS_MISMATCH');
    const withoutType = standing(STANDING, (name) => name !== 'docType' && isNaming(name));
    expectCode(() => rebuild(withoutType), 'PARTS_MISMATCH');
    expectCode(() => rebuild(standing({ ...STANDING, docType: '' })), 'PARTS_MISMATCH');
  });

  it('is never of an account that is opened, whatever account the gateway says there is', () => {
    const parts = standing(STANDING);
    const input = { person: PERSON, context: CONTEXT };
    const claim = { identityId: parts.identityId, version: 1 };
    const evidence = randomDigest();
    expectCode(
      () => rebuildAccountOpening({ ...input, parts, decision: { org: ORG, on: '2026-11-01' } }),
      'PARTS_MISMATCH',
    );
    expectCode(
      () =>
        rebuildClaim({
          ...{ ...input, parts: { ...parts, claim } },
          decision: { org: ORG, kind: 'wrongDocument', evidence },
        }),
      'PARTS_MISMATCH',
    );
  });
});

describe('an identifier of somebody else', () => {
  it('is not signed beside this person’s parts', () => {
    const { identityId } = partsOf();
    const { details } = expectCode(() => rebuild({ ...partsOf(), identityId }), 'PARTS_MISMATCH');
    expect(details).to.deep.equal({ reason: 'identityId' });
  });
});

describe('the instruction of an account without membership', () => {
  it('is built and checked alike', () => {
    const decision = { org: ORG, on: '2026-11-01' };
    const input = { person: PERSON, decision, context: CONTEXT };
    expect(rebuildAccountOpening({ ...input, parts: partsOf() }).type).to.equal('person.openAccount');
    const parts = partsOf({ ...FIELDS, name: '测试乙' });
    expectCode(() => rebuildAccountOpening({ ...input, parts }), 'PARTS_MISMATCH');
  });
});

describe('the instruction of a claim', () => {
  const decision = { org: ORG, kind: 'wrongDocument' as const, evidence: 'A'.repeat(43) };
  const claim = { identityId: partsOf().identityId, version: 3 };
  const claimed = (parts: PreparedParts): ReturnType<typeof rebuildClaim> =>
    rebuildClaim({ person: PERSON, decision, parts, context: CONTEXT });

  it('holds the decision, what only the gateway could compute, and the account that the number leads to', () => {
    const parts = { ...partsOf(), claim };
    const { identityId, personKey, nameTag, root, level } = parts;
    const { payload, subjectVersion } = claimed(parts);
    expect(payload).to.deep.equal({
      ...{ identityId, personKey, nameTag, root, level },
      ...{ ...decision, claimed: claim.identityId },
    });
    expect(subjectVersion).to.equal(3);
  });

  it('is not built on parts of something else, nor on such as are not bound to what was entered', () => {
    expectCode(() => claimed(partsOf()), 'PARTS_MISMATCH');
    expectCode(() => claimed({ ...partsOf(), claim, root: randomDigest() }), 'PARTS_MISMATCH');
    expectCode(() => claimed({ ...partsOf(), claim, identityId: 'I' }), 'PARTS_MISMATCH');
  });
});
