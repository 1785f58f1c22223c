// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import * as z from 'zod/mini';
import { toBase64url } from '#src/encoding/index.js';
import * as schema from '#src/schema/index.js';
import { expectCode } from '../support/expect-code.js';
import { idOf, KEYS } from '../support/instructions.js';

const digest = toBase64url(new Uint8Array(32).fill(255));
const tag = toBase64url(new Uint8Array(16).fill(255));

interface Case {
  readonly field: z.ZodMiniType;
  readonly good: readonly unknown[];
  readonly bad: readonly unknown[];
}

const CASES: Readonly<Record<string, Case>> = {
  identityId: {
    field: schema.identityIdField,
    good: [idOf('identity')],
    bad: [idOf('manifest'), idOf('identity').slice(1), '', 'x'.repeat(99), 1],
  },
  orgId: { field: schema.orgIdField, good: [idOf('organisation')], bad: [idOf('operator'), ''] },
  operatorId: { field: schema.operatorIdField, good: [idOf('operator')], bad: [idOf('organisation')] },
  instructionId: { field: schema.instructionIdField, good: [idOf('instruction')], bad: [idOf('manifest')] },
  manifestId: { field: schema.manifestIdField, good: [idOf('manifest')], bad: [idOf('instruction')] },
  fundId: { field: schema.fundIdField, good: [idOf('fund')], bad: [idOf('manifest'), ''] },
  allotmentId: { field: schema.allotmentIdField, good: [idOf('allotment')], bad: [idOf('fund'), ''] },
  title: {
    field: schema.titleField,
    good: ['2026年送温暖资金'],
    bad: ['', ' 资金', '资\u200b金', '字'.repeat(121)],
  },
  findingId: { field: schema.findingIdField, good: [idOf('finding')], bad: [idOf('unmask'), ''] },
  unmaskId: { field: schema.unmaskIdField, good: [idOf('unmask')], bad: [idOf('finding'), ''] },
  fileId: { field: schema.fileIdField, good: [idOf('file')], bad: [idOf('fund'), ''] },
  keyedTag: {
    field: schema.keyedTagField,
    good: [`1.${'A'.repeat(22)}`],
    bad: ['A'.repeat(22), `0.${'A'.repeat(22)}`, `1.${'A'.repeat(43)}`],
  },
  programmeId: { field: schema.programmeIdField, good: [idOf('programme')], bad: [idOf('fund'), ''] },
  place: {
    field: schema.placeField,
    good: ['', '0123456789abcdefv'.slice(0, 16) + 'f'],
    bad: ['0123456789abcdef', 'w'.repeat(17), '0123456789abcdefg', 1],
  },
  fen: { field: schema.fenField, good: [0, 1, 12_345], bad: [-1, 0.5, '1', Number.MAX_SAFE_INTEGER + 1] },
  division: {
    field: schema.divisionField,
    good: ['510104', '510000'],
    bad: ['51', '010000', '5101040', 510104],
  },
  provinceCode: { field: schema.provinceCodeField, good: ['00', '51'], bad: ['5', '510', '５１', 51] },
  mspId: {
    field: schema.mspIdField,
    good: ['NationalMSP', 'A1.b-c'],
    bad: ['A', '1MSP', 'A MSP', 'A/B', 'x'.repeat(64)],
  },
  publicKey: {
    field: schema.publicKeyField,
    good: [KEYS.publicKey],
    bad: [KEYS.publicKey.slice(2), KEYS.publicKey.toUpperCase(), `03${KEYS.publicKey.slice(2)}`],
  },
  signature: {
    field: schema.signatureField,
    good: ['f'.repeat(128)],
    bad: ['f'.repeat(126), 'F'.repeat(128)],
  },
  keyId: {
    field: schema.keyIdField,
    good: ['0123456789abcdef'],
    bad: ['0123456789ABCDEF', '0123456789abcde'],
  },
  timestamp: {
    field: schema.timestampField,
    good: ['2026-11-21T00:00:00.000Z', '2024-02-29T23:59:59.999Z'],
    bad: [
      '2026-11-21T00:00:00Z',
      '2026-11-21T00:00:00.0000Z',
      '2026-11-21 00:00:00.000Z',
      '2026-11-21T00:00:00.000+00:00',
      '2026-11-21t00:00:00.000z',
      '2026-02-30T00:00:00.000Z',
      '2023-02-29T00:00:00.000Z',
      '2026-11-20T24:00:00.000Z',
      '2026-06-30T23:59:60.000Z',
      '2026-13-01T00:00:00.000Z',
      0,
    ],
  },
  date: {
    field: schema.dateField,
    good: ['2024-02-29', '1949-10-01'],
    bad: ['2023-02-29', '2026-02-30', '2026-04-31', '2026-00-10', '2026-1-1', '20260101', '2026-01-01T00:00'],
  },
  digest: {
    field: schema.digestField,
    good: [digest],
    bad: [digest.slice(1), `${digest}=`, `${digest.slice(0, -1)}9`, tag],
  },
  tag: { field: schema.tagField, good: [tag], bad: [tag.slice(1), `${tag.slice(0, -1)}x`, digest] },
  personKey: {
    field: schema.personKeyField,
    good: [`1.${digest}`, `9999.${digest}`],
    bad: [digest, `0.${digest}`, `01.${digest}`, `10000.${digest}`, `1.${tag}`],
  },
  creditCode: {
    field: schema.creditCodeField,
    good: ['81510000000000000X'],
    bad: ['8151000000000000I0', '81510000000000000', '81510000000000000x'],
  },
  signedName: {
    field: schema.signedNameField,
    good: ['四川省总工会', 'A（B）工会', '阿·乙工会', '第III工会', '第三工会', '一厂-二厂工会', '㈱工会'],
    bad: [
      ...Array.from('•‧∙⋅・･', (dot) => `阿${dot}乙工会`),
      ...Array.from('ⅢⅲⅫ①⑳⒈Ⓐ❶➊㈠㊀№℡', (numeral) => `第${numeral}工会`),
      ...['=', '@', '+', '-', '＝', '＠', '＋', '－'].map((sign) => `${sign}工会`),
      ...['工会_x000D_', '_x000a_工会', '=HYPERLINK("x")', '工', '工会\n'],
    ],
  },
  organisationName: {
    field: schema.organisationNameField,
    good: ['四川省总工会', 'A（B）工会', '𠮷野家工会', 'ABC Union 工会', '㈱工会'],
    bad: [
      '工',
      '工'.repeat(121),
      '工会\u0000',
      '工会\n',
      '工\u200b会',
      '工\u202e会',
      '工\u2066会',
      '\ufeff工会',
      '工\u00ad会',
      '工\u2028会',
      '工会\ufffd',
      ...[
        '   ',
        '\u00a0\u00a0',
        '\u3000\u3000\u3000',
        ' 四川工会',
        '四川工会\u3000',
        '\u3164\u3164',
        '\u2800\u2800',
      ],
      ...[
        '工\u061c会',
        '工\u034f会',
        '工\u180e会',
        '工\u{e0100}会',
        '工\ufffe会',
        '工\ufe0f会',
        '工\ud800会',
        '工\u115f会',
      ],
    ],
  },
  code: { field: schema.codeField, good: ['1', '110', 'A0'], bad: ['', '123456789', '1-1', '一'] },
  version: { field: schema.versionField, good: [0, 2 ** 53 - 1], bad: [-1, 1.5, 2 ** 53, '1'] },
  recordVersion: { field: schema.recordVersionField, good: [1, 2 ** 53 - 1], bad: [0, 1.5, 2 ** 53, '1'] },
  count: { field: schema.countField, good: [0, 1e9], bad: [-1, 1e9 + 1, 0.1] },
  slot: { field: schema.slotField, good: [0, 9_999], bad: [-1, 10_000, 0.5, '1'] },
};

describe('field shapes', () => {
  for (const [name, { field, good, bad }] of Object.entries(CASES)) {
    it(`${name} takes its own spelling and no other`, () => {
      for (const value of good) expect(schema.parseWith(field, value)).to.equal(value);
      for (const value of bad) expectCode(() => schema.parseWith(field, value), 'INVALID_REQUEST');
    });
  }

  it('are all tested here', () => {
    const fields = Object.keys(schema).filter((name) => name.endsWith('Field'));
    expect(Object.keys(CASES).map((name) => `${name}Field`)).to.have.members(fields);
  });
});

describe('parseWith', () => {
  it('says once what is wrong with a field, however many rules it breaks', () => {
    const { error } = schema.dateField.safeParse('2020/3/2');
    expect(error?.issues.length).to.be.greaterThan(1);
    const fault = expectCode(() => schema.parseWith(schema.dateField, '2020/3/2'), 'INVALID_REQUEST');
    expect(fault.details).to.deep.equal({ fields: ['(root): FIELD_FORMAT'] });
  });

  const person = z.strictObject({ name: z.string().check(z.maxLength(3)), tags: z.array(z.string()) });

  it('names the broken paths and rules, and never repeats a value', () => {
    const planted = '119999199003070019';
    const { details, message } = expectCode(
      () => schema.parseWith(person, { name: planted, tags: ['a', 7], [planted]: 1 }),
      'INVALID_REQUEST',
    );
    expect(details.fields).to.deep.equal([
      'name: FIELD_RANGE',
      'tags.1: FIELD_TYPE',
      '(root): FIELD_UNKNOWN',
    ]);
    expect(message + JSON.stringify(details)).to.not.include(planted);
    const misspelt = expectCode(
      () => schema.parseWith(person, { name: 'a', tags: [], nmae: 1 }),
      'INVALID_REQUEST',
    );
    expect(misspelt.details.fields).to.deep.equal(['nmae: FIELD_UNKNOWN']);
  });

  // Comparing each with every other would take hours: anybody's argument is parsed before any right is looked at.
  it('looks no further than it tells, however many faults a text has', () => {
    const count = 500_000;
    const wrong = new Array<number>(count).fill(1);
    const { details } = expectCode(() => schema.parseWith(z.array(z.string()), wrong), 'INVALID_REQUEST');
    expect(details.fields).to.have.length(20);
    const unknown = Object.fromEntries(Array.from({ length: 90_000 }, (_, at) => [`a${String(at)}`, 0]));
    const many = expectCode(() => schema.parseWith(person, unknown), 'INVALID_REQUEST');
    expect(many.details.fields).to.have.length(20);
  });

  it('names at most twenty', () => {
    const { details } = expectCode(
      () => schema.parseWith(z.array(z.string()), new Array(50).fill(1)),
      'INVALID_REQUEST',
    );
    expect(details.fields).to.have.length(20);
  });
});
