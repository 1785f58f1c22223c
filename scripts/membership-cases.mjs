// SPDX-License-Identifier: Apache-2.0
// Which test shows which rule of membership and transfer: a test says `// Covers: S3, T1` on the line above it.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Titles and cases, in the order of the table. */
export const CASES = [
  [
    '会籍状态的每一步 Each step between states of a membership',
    {
      S1: '申请入会 application',
      S2: '批准入会 admission',
      S3: '驳回、撤回申请 an application refused or withdrawn',
      S4: '发起接转 a transfer set going',
      S5: '转入：旧工会放行，或期限已过 taken over by answer or silence',
      S6: '不转、超时退回、撤销：会员仍在原工会 not taken over: stays',
      S7: '保留会籍（按每种理由） retained, by each ground',
      S8: '保留期间变更保管组织 another union keeps a retained membership',
      S9: '转入居住地工会 taken over by the residence union',
      S10: '恢复；退休返聘仍为保留 resumed; the retired stay retained',
      S11: '退会：本人申请；视为自动退会 left by request; deemed to have left',
      S12: '重新入会，编号不变 joined again, same identifier',
      S13: '除名：委员会决定，上级备案 expelled by decision, filed above',
      S14: '处罚之后重新接纳 re-admitted after a penalty',
      S15: '死亡（两人） death, by two persons',
      S16: '作废、并入他号（两人） voided or merged, by two persons',
      S17: '撤销、合并工会时全体会员 a union closes or merges: all its members',
      S18: '借调 secondment',
      S19: '劳务派遣 entrusted by a dispatching employer',
      S20: '更正误办的终止（两人，另一工会） an end taken back, by two of two unions',
      S21: '信息变更，一人 corrected by one',
      S22: '身份信息更正，两人 identity corrected by two',
      S23: '证件变更，编号不变 another document, same account',
      S24: '迟报的事实须两人 a fact known late takes two',
    },
  ],
  [
    '接转的规则 Rules of a transfer',
    {
      T1: '接转码只用一次，一人、一会、一时 a code works once, for one person, union and time',
      T2: '申请时定下期限，此后不变 the request freezes its deadlines',
      T3: '沉默的结果与时刻预先可见 what silence makes of it, and when, is seen from the first day',
      T4: '异议：限定理由，限期内 objections: closed grounds, in time',
      T5: '裁决方沉默，按理由定 the judge’s silence differs by ground',
      T6: '申请、申诉期间不得退会、除名、视为退会、作废 no end but a death while asked for or appealed',
      T7: '未完成的失效 an uncompleted one lapses',
      T8: '扣住的背书过期无效 a held-back endorsement is invalid',
      T9: '一人一件 one at a time',
      T10: '转出方停机，转入方照办 the old side’s outage holds nobody',
      T11: '违规的转移会报警 an unlawful switch is alarmed',
      T12: '撤销与申诉 undo and appeal',
      T13: '批量接转 batch',
      T14: '防止争抢：单位须为本会覆盖，限量 against poaching: covered employers, a cap',
      T15: '政策与日历按省、按年 policies and calendars by province and year',
      T16: '同一页会员同时变动互不相碍 members of one page change at once',
      T17: '认领：证件录错、并非本人 claims: wrong document, not me',
      T18: '一份名单，逐人申请 a list, one request a member',
      T19: '一人不办双方、不裁自己 nobody is both sides, nor judge in the own cause',
      T20: '省内每一步由已绑定本人的操作员办，开码亦然 within a province each step, and each code, is a known person’s',
      T21: '逾期转走后又转往第三家的，仍可申诉 a first silence is appealed against past a third union',
    },
  ],
  [
    '一省上线的头一周 First week of a province',
    {
      W1: '外省无会籍或已终止的账户在此入会 an account without membership, or ended, of another province joins here',
      W2: '证件号码已被他人占用 a number that is somebody else’s',
      W3: '误报死亡、改判 a wrong death, an overturned judgment',
      W4: '离职名单，去向不明：放行而非终止 leavers without destination are released, not ended',
      W5: '公安、人社名单：一份清单，两人签署 a list of deaths or retirements under one manifest and two signers',
      W6: '项目工会结束，农民工没有下家 a project’s union ends',
      W7: '单位改变隶属或省份 a unit changes superior or province',
      W8: '骑手同时申请两家 a courier with two applications',
      W9: '旧工会无人在岗，上级代办 an old union without an active cadre: its superior acts',
      W10: '铁路、金融等工会的会员：说明尚无节点 members of 铁路 or 金融 unions: says that there is no node',
    },
  ],
];

/** The table as a file of the docs. @throws Error where a test names a case that is none */
export function membershipCases() {
  const tests = coveringTests();
  const known = new Set(CASES.flatMap(([, cases]) => Object.keys(cases)));
  const strange = tests.filter(({ id }) => !known.has(id));
  if (strange.length > 0)
    throw new Error(`no such case: ${strange.map(({ id, file }) => `${id} (${file})`).join(', ')}`);
  const sections = CASES.map(([title, cases]) => sectionOf(title, cases, tests));
  const head =
    '<!-- Generated from the tests by npm run generate; do not edit. -->\n\n# 会籍与接转：每条规则由哪个测试证明 Membership and transfer: which test shows which rule\n';
  return [{ path: 'docs/reference/membership-cases.md', content: `${head}\n${sections.join('\n')}` }];
}

function sectionOf(title, cases, tests) {
  const rows = Object.entries(cases).map(([id, words]) => {
    const found = tests.filter((test) => test.id === id).map(({ file, name }) => `${name} (\`${file}\`)`);
    return `| ${id} | ${words} | ${found.join('<br>') || '尚未建成 not built yet'} |`;
  });
  return `## ${title}\n\n| | 规则 Rule | 测试 Tests |\n|---|---|---|\n${rows.join('\n')}\n`;
}

function coveringTests() {
  const files = execFileSync('git', ['ls-files', '*.test.ts'], { cwd: ROOT, encoding: 'utf8' })
    .trim()
    .split('\n');
  // Files in conflict are listed three times.
  return [...new Set(files)].flatMap((file) => {
    const text = readFileSync(join(ROOT, file), 'utf8');
    return [...text.matchAll(/^ *\/\/ Covers: ([\w, ]+)\n *(?:it|fuzz)\(\s*([`'])(.*)\2,/gm)].flatMap(
      ([, ids, , name]) => ids.split(', ').map((id) => ({ id, file, name: name.replaceAll('|', '\\|') })),
    );
  });
}
