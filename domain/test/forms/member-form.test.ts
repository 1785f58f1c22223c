// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { ERROR_CATALOGUE } from '#src/error-texts/index.js';
import { memberFields, readMemberRow, type Cells, type MemberColumn } from '#src/forms/index.js';
import { idNumberCheck } from '#src/values/index.js';
import { MEMBER_CELLS, memberRow, readMember, TODAY } from './member-cells.js';

type Change = Cells<MemberColumn>;

const number = (first17: string): string => first17 + idNumberCheck(first17);

const without = (...columns: readonly MemberColumn[]): Change =>
  Object.fromEntries(columns.map((column) => [column, '']));

describe('a right row of the member form', () => {
  it('is read whole, without repairs and warnings', () => {
    expect(
      readMember({ 出生日期: '1990-03-07', 会籍变化日期: '2020-05-01', 入会日期: '2020-05-01' }),
    ).to.deep.equal({
      ok: true,
      fixes: [],
      warnings: [],
      row: {
        rowNumber: 7,
        name: { entered: '测试甲', normalised: '测试甲' },
        sex: '1',
        birthDate: '1990-03-07',
        docType: '111',
        docNumber: '119999199003070019',
        matchNumber: '119999199003070019',
        ethnicity: '01',
        employment: '1',
        education: '21',
        skill: '0',
        mobile: '13800000000',
        householdType: '3',
        householdPlace: '四川省成都市',
        changeType: '1',
        changeDate: '2020-05-01',
        changeReason: '1',
        political: '13',
        employer: '测试有限公司',
        nativePlace: '四川成都',
        migrantWorker: false,
        union: { by: 'name', name: '测试有限公司工会委员会' },
        joinedDate: '2020-05-01',
        target: 'ACTIVE',
        source: '纸质登记表',
      },
    });
  });

  it('needs no more than the five fields of 总工办发〔2017〕14号; each other form column left empty is a warning', () => {
    const { 姓名, 性别, 证件号码, 移动电话, 户籍类型 } = MEMBER_CELLS as Record<MemberColumn, string>;
    const result = readMemberRow(
      { 姓名, 性别, 证件号码, 移动电话, 户籍类型 },
      { today: TODAY, mapping: {}, rowNumber: 2 },
    );
    expect(result.ok).to.equal(true);
    expect(new Set(result.warnings.map(({ code }) => code))).to.deep.equal(new Set(['OPTIONAL_MISSING']));
    expect(result.warnings.map(({ column }) => column)).to.include.members([
      '学历',
      '工作单位',
      '会籍变化类型',
    ]);
    expect(result.ok && result.row).to.include({ docType: '111', target: 'ACTIVE', birthDate: '1990-03-07' });
  });

  it('takes the change date of a joining for its joining date, and no other change date', () => {
    expect(memberRow(without('入会日期')).joinedDate).to.equal('2020-05-01');
    expect(memberRow({ ...without('入会日期'), 会籍变化类型: '转入' }).joinedDate).to.equal(undefined);
  });

  const targets: readonly (readonly [string, string, string])[] = [
    ['入会', '', 'ACTIVE'],
    ['转入', '失业', 'ACTIVE'],
    ['保留', '失业', 'RETAINED'],
    ['转出', '所在企业破产', 'ENDED'],
    ['除名', '因犯罪被开除会籍', 'ENDED'],
    ['退会', '个人要求退会', 'ENDED'],
  ];
  for (const [changeType, reason, target] of targets) {
    it(`${changeType} loads ${target}`, () => {
      expect(memberRow({ 会籍变化类型: changeType, 会籍变化原因: reason }).target).to.equal(target);
    });
  }

  it('reads other documents and keeps their lifelong part apart', () => {
    const row = memberRow({
      有效证件类别: '回乡证',
      证件号码: 'h00000001（02）',
      户籍类型: '港澳台',
      性别: '女',
    });
    expect(row).to.include({ docType: '516', docNumber: 'H0000000102', matchNumber: 'H00000001' });
    expect(row.birthDate).to.equal('1990-03-07');
  });

  it('reads a union named by its credit code', () => {
    expect(memberRow({ 所属工会: ' 81510100xa0000023q' }).union).to.deep.equal({
      by: 'creditCode',
      creditCode: '81510100XA0000023Q',
      usualPrefix: true,
    });
  });

  it('makes the vault record of what was given, and nothing else', () => {
    const fields = memberFields(memberRow(without('学历', '籍贯')));
    expect(fields).to.include({ name: '测试甲', docNumber: '119999199003070019', migrantWorker: 'false' });
    expect(fields).to.not.have.any.keys('education', 'nativePlace', 'union', 'rowNumber');
    expect(Object.values(fields).every((value) => typeof value === 'string')).to.equal(true);
  });
});

describe('faults in a row of the member form', () => {
  const faults: readonly (readonly [string, Change, string, string])[] = [
    ['a wrong check digit', { 证件号码: '119999199003070018' }, 'ID_NUMBER_CHECK', '证件号码'],
    ['a number that a spreadsheet cut', { 证件号码: '119999199003080000' }, 'NUMBER_ROUNDED', '证件号码'],
    ['a number that a spreadsheet shortened', { 证件号码: '1.19999E+17' }, 'NUMBER_ROUNDED', '证件号码'],
    ['a mobile number of ten digits', { 移动电话: '1992200208.0' }, 'MOBILE_INVALID', '移动电话'],
    ['30 February in the number', { 证件号码: '519999202302300012' }, 'ID_NUMBER_DATE', '证件号码'],
    ['29 February 1900 in the number', { 证件号码: '519999190002290013' }, 'ID_NUMBER_DATE', '证件号码'],
    ['an unknown province', { 证件号码: '009999199001010017' }, 'ID_NUMBER_PROVINCE', '证件号码'],
    ['a number too short', { 证件号码: '11999919900307001' }, 'ID_NUMBER_LENGTH', '证件号码'],
    ['letters in the number', { 证件号码: '11999919900307O019' }, 'ID_NUMBER_CHARSET', '证件号码'],
    ['a birth in the future', { 证件号码: '119999202701010018' }, 'ID_NUMBER_FUTURE', '证件号码'],
    ["a centenarian's 15-digit number", { 证件号码: '119999260101996' }, 'ID_NUMBER_CENTENARIAN', '证件号码'],
    [
      'a permit under the name of an ID card',
      { 证件号码: '810000188001010015' },
      'DOCUMENT_KIND_MISMATCH',
      '有效证件类别',
    ],
    [
      'an ID card under the name of a passport',
      { 有效证件类别: '护照' },
      'DOCUMENT_KIND_MISMATCH',
      '有效证件类别',
    ],
    [
      'a travel permit of another form',
      { 有效证件类别: '回乡证', 证件号码: 'X12' },
      'DOCUMENT_NUMBER_FORMAT',
      '证件号码',
    ],
    ['sex against the number', { 性别: '女' }, 'SEX_MISMATCH', '性别'],
    ['birth date against the number', { 出生日期: '1990/03/08' }, 'BIRTH_DATE_MISMATCH', '出生日期'],
    ['a birth date that does not exist', { 出生日期: '1990/02/30' }, 'DATE_IMPOSSIBLE', '出生日期'],
    ['a date that can not be read', { 会籍变化日期: '去年五月' }, 'DATE_FORMAT', '会籍变化日期'],
    ['a change in the future', { 会籍变化日期: '2026/11/22' }, 'DATE_IN_FUTURE', '会籍变化日期'],
    ['a joining in the future', { 入会日期: '2027/01/01' }, 'DATE_IN_FUTURE', '入会日期'],
    ['a change before the joining', { 入会日期: '2021/01/01' }, 'DATES_OUT_OF_ORDER', '会籍变化日期'],
    [
      'a reason that contradicts the change',
      { 会籍变化原因: '因犯罪被开除会籍' },
      'CHANGE_CONTRADICTORY',
      '会籍变化原因',
    ],
    ['a joining before there were unions', { 入会日期: '0001/01/01' }, 'DATE_TOO_EARLY', '入会日期'],
    ['a change on a day of nothing', { 会籍变化日期: '1900/01/01' }, 'DATE_TOO_EARLY', '会籍变化日期'],
    ['joining at 15', { 入会日期: '2006/03/06' }, 'TOO_YOUNG', '入会日期'],
    ['a bad phone', { 移动电话: '12800000000' }, 'MOBILE_INVALID', '移动电话'],
    ['digits in the name', { 姓名: '测试2' }, 'NAME_CHARSET', '姓名'],
    ['a name of one character', { 姓名: '测' }, 'NAME_LENGTH', '姓名'],
    ['an unknown education', { 学历: '博士后' }, 'VALUE_NOT_ALLOWED', '学历'],
    ['an unknown ethnicity', { 民族: '火星族' }, 'VALUE_NOT_ALLOWED', '民族'],
    ['an unknown household type', { 户籍类型: '集体' }, 'VALUE_NOT_ALLOWED', '户籍类型'],
    ['an unknown kind of document', { 有效证件类别: '驾驶证' }, 'VALUE_NOT_ALLOWED', '有效证件类别'],
    [
      'a cell the reader saw as a formula',
      { 工作单位: { fault: 'CELL_FORMULA' } },
      'CELL_FORMULA',
      '工作单位',
    ],
    ['a text that a spreadsheet runs', { 籍贯: '=HYPERLINK("x")' }, 'CELL_FORMULA', '籍贯'],
    ['the same in full-width', { 籍贯: '＝1+1' }, 'CELL_FORMULA', '籍贯'],
    ['a formula in the phone column', { 移动电话: "+cmd|' /C calc'!A0" }, 'CELL_FORMULA', '移动电话'],
    ['an @ formula', { 户籍所在地: '@SUM(A1)' }, 'CELL_FORMULA', '户籍所在地'],
    ['a control character', { 工作单位: '测试\u0007公司' }, 'CELL_UNPRINTABLE', '工作单位'],
    ['text broken by a wrong encoding', { 工作单位: '测试\ufffd公司' }, 'CELL_UNPRINTABLE', '工作单位'],
    ['a cell too long', { 户籍所在地: '四'.repeat(201) }, 'CELL_TOO_LONG', '户籍所在地'],
    ['a bad union code', { 所属工会: '81510100XA0000023R' }, 'CREDIT_CODE_CHECK', '所属工会'],
  ];
  for (const [what, change, code, column] of faults) {
    it(`${what}: ${code}`, () => {
      const result = readMember(change);
      expect(result.ok).to.equal(false);
      expect(result.ok || result.problems.map((problem) => [problem.code, problem.column])).to.deep.equal([
        [code, column],
      ]);
    });
  }

  for (const column of ['姓名', '性别', '证件号码', '移动电话', '户籍类型'] as const) {
    for (const empty of ['', ' \u3000\t']) {
      it(`no ${column} (${JSON.stringify(empty)}): REQUIRED_MISSING`, () => {
        const result = readMember({ [column]: empty });
        expect(result.ok || result.problems).to.deep.equal([
          { code: 'REQUIRED_MISSING', column, details: {} },
        ]);
      });
    }
  }

  it('are at least 20 kinds, each with cause and next step in both languages', () => {
    const kinds = new Set(faults.map(([, , code]) => code));
    expect(kinds.size).to.be.at.least(20);
    for (const code of kinds) {
      const { zh, en, status } = ERROR_CATALOGUE[code as keyof typeof ERROR_CATALOGUE];
      expect(status).to.equal(422);
      for (const text of [zh.cause, zh.next, en.cause, en.next]) expect(text.length).to.be.above(3);
    }
  });

  it('are all told at once', () => {
    const result = readMember({
      姓名: '',
      性别: '男士',
      证件号码: '1',
      移动电话: '110',
      学历: '无学历',
      出生日期: '?',
    });
    expect(result.ok || result.problems.map(({ code }) => code)).to.have.members([
      'REQUIRED_MISSING',
      'VALUE_NOT_ALLOWED',
      'ID_NUMBER_LENGTH',
      'MOBILE_INVALID',
      'VALUE_NOT_ALLOWED',
      'DATE_FORMAT',
    ]);
  });

  it('show the allowed values and never the value itself', () => {
    const result = readMember({ 学历: '博士后', 证件号码: '119999199003070018' });
    const problems = result.ok ? [] : result.problems;
    expect(problems.find(({ column }) => column === '学历')?.details.allowed).to.include.members([
      '博士',
      '小学及以下',
    ]);
    expect(JSON.stringify(result)).to.not.include('119999199003070018').and.not.include('博士后');
  });

  it("are none where the import's mapping names the value", () => {
    const result = readMember({ 学历: '博士后' }, { 学历: { 博士后: '博士' } });
    expect(result.ok && result.row.education).to.equal('11');
  });

  it('an under-age person is refused by the earliest date, or by today', () => {
    const young = { 证件号码: number('11999920110101001'), 出生日期: '', 会籍变化日期: '', 入会日期: '' };
    const codes = (change: Change) => {
      const result = readMember({ ...young, ...change });
      return result.ok ? [] : result.problems.map(({ code }) => code);
    };
    expect(codes({})).to.deep.equal(['TOO_YOUNG']);
    expect(codes({ 会籍变化类型: '转入', 会籍变化日期: '2026-11-20' })).to.deep.equal(['TOO_YOUNG']);
  });
});

describe('a number that ends as a spreadsheet cuts it, and has the right check character', () => {
  it('is asked back', () => {
    const result = readMember({ 证件号码: '119999198805020000', 出生日期: '', 性别: '女' });
    expect(result.warnings).to.deep.include({ column: '证件号码', code: 'NUMBER_MAYBE_ROUNDED' });
  });
});

describe('lossless faults in a row of the member form', () => {
  const repairs: readonly (readonly [string, Change, MemberColumn, readonly string[]])[] = [
    ['full-width digits', { 证件号码: '１１９９９９１９９００３０７００１９' }, '证件号码', ['FULL_WIDTH']],
    ['blanks around and inside', { 证件号码: ' 119999 19900307 0019 ' }, '证件号码', ['SPACES']],
    ['a 15-digit number', { 证件号码: '119999900307001' }, '证件号码', ['FIFTEEN_DIGITS']],
    ['a dot variant', { 姓名: '测试•甲' }, '姓名', ['NAME_DOT']],
    ['blanks in the name', { 姓名: '测 试　甲' }, '姓名', ['SPACES']],
    ['+86', { 移动电话: '+8613800000000' }, '移动电话', ['COUNTRY_CODE']],
    [
      '+86 with blanks and hyphens',
      { 移动电话: '+86 138-0000-0000' },
      '移动电话',
      ['SPACES', 'PHONE_SEPARATORS', 'COUNTRY_CODE'],
    ],
    ['a full-width phone', { 移动电话: '１３８００００００００' }, '移动电话', ['FULL_WIDTH']],
    ['another date spelling', { 会籍变化日期: '2020年5月1日' }, '会籍变化日期', ['DATE_SPELLING']],
    ['trailing blanks in a text', { 工作单位: '测试有限公司\u3000' }, '工作单位', ['SPACES']],
  ];
  for (const [what, change, column, kinds] of repairs) {
    it(`${what}: repaired and reported`, () => {
      const result = readMember(change);
      expect(result.ok).to.equal(true);
      expect(result.fixes.filter((fix) => fix.column === column).map(({ kind }) => kind)).to.deep.equal(
        kinds,
      );
      const { docNumber, mobile } = memberRow(change);
      expect([docNumber.length, mobile]).to.deep.equal([18, '13800000000']);
    });
  }

  it('a lower-case x: repaired and reported', () => {
    const result = readMember({ 证件号码: '11999919900101008x', 性别: '女', 出生日期: '1990-01-01' });
    expect(result.ok && result.row.docNumber).to.equal('11999919900101008X');
    expect(result.fixes).to.deep.include({ column: '证件号码', kind: 'LETTER_CASE' });
  });

  it('tell the kind and never the value', () => {
    const { fixes } = readMember({ 证件号码: '１１９９９９１９９００３０７００１９', 姓名: '测•试' });
    expect(JSON.stringify(fixes)).to.not.match(/\d|测/);
  });

  it('matches the same person whatever the spelling', () => {
    const spellings = [
      '119999199003070019',
      ' 119999199003070019',
      '１１９９９９１９９００３０７００１９',
      '119999900307001',
    ];
    const numbers = spellings.map((text) => memberRow({ 证件号码: text }).matchNumber);
    expect(new Set(numbers)).to.have.property('size', 1);
  });
});

describe('oddities in a row of the member form', () => {
  const oddities: readonly (readonly [string, Change, string])[] = [
    [
      'a migrant worker with an urban household',
      { 是否农民工会员: '是', 户籍类型: '非农业户口' },
      'MIGRANT_HOUSEHOLD',
    ],
    ['retired without 保留', { 就业状况: '退休' }, 'RETIRED_NOT_RETAINED'],
    ['past retirement', { 证件号码: number('31999919550615001'), 出生日期: '' }, 'PAST_RETIREMENT'],
    ['a private character', { 姓名: '测\ue816' }, 'NAME_PRIVATE_CHARACTER'],
    ['a letter for a namesake', { 姓名: '测试甲A' }, 'NAME_MIXED_SCRIPT'],
    ['two dates of one joining', { 会籍变化日期: '2020/06/01' }, 'JOIN_DATES_DIFFER'],
    ['a code that is no union’s', { 所属工会: '91510100MAXY12340X' }, 'UNION_CODE_PREFIX'],
  ];
  for (const [what, change, code] of oddities) {
    it(`${what}: warning ${code}, and the row stands`, () => {
      const result = readMember(change);
      expect(result.ok).to.equal(true);
      expect(result.warnings.map((warning) => warning.code)).to.include(code);
    });
  }

  it('are none for a migrant worker with 居民户口, and none for age once the membership is retained', () => {
    expect(readMember({ 是否农民工会员: '是' }).warnings).to.deep.equal([]);
    const retained = readMember({ 就业状况: '退休', 会籍变化类型: '保留', 会籍变化原因: '' });
    expect(retained.warnings.map(({ code }) => code)).to.deep.equal(['OPTIONAL_MISSING']);
  });
});
