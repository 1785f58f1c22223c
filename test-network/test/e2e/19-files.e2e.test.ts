// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type {
  FileContentView,
  FileView,
  ImportView,
  InboxPage,
  Page,
  PersonInput,
  PlanItemView,
} from '@unionid/domain/api';
import type { Grant } from '@unionid/domain/ledger';
import { chinaDateAt } from '@unionid/domain/values';
import { pollUntil } from '@unionid/network';
import { foundReceivingUnion, importFile, type TestNetwork } from '@unionid/test-network';
import { runAs, unionid, type CommandUser } from '../support/command-line.js';
import { foreignChangesOf } from '../support/foreign-changes.js';
import { newCadre } from '../support/new-cadre.js';
import { people, withMemberFile } from '../support/people-file.js';
import { realNetwork } from '../support/real-network.js';

const FIRST_PERSON = 7_600;
const DOCUMENT = 'A'.repeat(43);
const DAY_MS = 86_400_000;
const SIDES = ['sichuan', 'anhui'] as const;
type Side = (typeof SIDES)[number];

/** A union that files and grants: another person for each, and a member with whom a household begins. */
interface Staff {
  readonly org: string;
  readonly fund: string;
  readonly head: PersonInput;
  readonly maker: CommandUser;
  readonly filer: CommandUser;
  readonly second: CommandUser;
}

describe('hardship files, on real peers and by the command line', () => {
  let test: TestNetwork;
  let folder: string;
  let programme: string;
  let fileId: string;
  const staff = new Map<Side, Staff>();
  const [child] = people(FIRST_PERSON + 40, 1);
  const alarms = new Map<string, number>();
  const today = chinaDateAt(Date.now());
  const last = chinaDateAt(Date.now() + 30 * DAY_MS);

  before(async () => {
    test = await realNetwork();
    folder = mkdtempSync(join(tmpdir(), 'unionid-files-'));
    for (const [at, side] of SIDES.entries()) staff.set(side, await newStaff(side, FIRST_PERSON + at * 10));
    const { orgId: org } = test.clientOf('national').operator;
    const rules = {
      ...{ org, class: 'education', document: DOCUMENT, from: '2026-01-01', until: '2099-12-31' },
      ...{ itemFen: 100_000, windowFen: 100_000, publicDays: 0, files: { level: 'local' } },
      bands: [{ fen: 10_000_000, approvers: 1 }],
    };
    programme = await made(unionid(test, 'national', 'programmes', 'publish', json('programme.json', rules)));
    for (const side of SIDES)
      await until(side, 'the programme', async () => {
        const shown = await unionid(test, side, 'programmes', 'list', '--limit', '500');
        return JSON.stringify(shown).includes(programme);
      });
    for (const organization of ['national', ...SIDES])
      alarms.set(organization, await foreignChangesOf(test, organization));
  });
  after(() => rmSync(folder, { recursive: true }));

  it('are one for a household, whichever unions of whichever provinces know its members', async () => {
    const { filer } = staffOf('sichuan');
    fileId = await open('sichuan', [headOf('sichuan'), child]);
    await until('sichuan', 'the file', async () => {
      const { items } = (await runAs(filer, 'files', 'list')) as Page<FileView>;
      return items.some((file) => file.fileId === fileId);
    });
    const { record } = (await runAs(filer, 'files', 'content', fileId)) as FileContentView;
    expect(record.household.map(({ name }) => name)).to.deep.equal([headOf('sichuan').name, child?.name]);
    expect(await refusedOf(open('anhui', [headOf('anhui'), child]))).to.equal('HARDSHIP_ELSEWHERE');
  });

  it('are what is granted by, for whom of the household a list says', async () => {
    const view = await grant('sichuan');
    expect(view.counts).to.include({ done: 1, refused: 0 });
    const { items } = (await runAs(
      staffOf('sichuan').maker,
      'plans',
      'items',
      view.importId,
    )) as Page<PlanItemView>;
    expect(items[0]).to.include({ file: fileId, fen: 50_000 });
    expect(items[0]?.for).to.be.a('string');
  });

  it('are left by two signatures, and what was granted is not forgotten in another province', async () => {
    const { filer, second } = staffOf('sichuan');
    const alone = household('alone.json', [headOf('sichuan')]);
    await runAs(filer, 'files', 'revise', fileId, '--file', alone, '--evidence', letter());
    await confirm(second);
    await until('sichuan', 'the household divided', async () => {
      const file = (await runAs(filer, 'files', 'show', fileId)) as FileView;
      return file.members.length === 1 && file.version === 2;
    });
    const theirs = await open('anhui', [headOf('anhui'), child]);
    await until('anhui', 'their file', async () =>
      JSON.stringify(await runAs(staffOf('anhui').filer, 'files', 'list')).includes(theirs),
    );
    const report = join(folder, 'report.csv');
    const told = (await toldBy(grant('anhui', '--report', report))) as ImportView;
    expect(told.counts).to.include({ bad: 1, done: 0 });
    expect(readFileSync(report, 'utf8')).to.contain('同类补助本期已发放');
  });

  it('end, and are no alarm anywhere', async () => {
    const { filer } = staffOf('sichuan');
    const ended = ['--reason', 'recovered', '--on', today, '--evidence', letter()];
    await runAs(filer, 'files', 'close', fileId, ...ended);
    await until('sichuan', 'the end', async () => {
      const { items } = (await runAs(filer, 'files', 'list', '--state', 'CLOSED')) as Page<FileView>;
      return items.some((file) => file.fileId === fileId);
    });
    for (const [organization, before] of alarms)
      expect(await foreignChangesOf(test, organization), organization).to.equal(before);
  });

  async function newStaff(side: Side, firstPerson: number): Promise<Staff> {
    const name = `${side === 'sichuan' ? '四川' : '安徽'}建档试验厂工会委员会`;
    const { union: org } = await foundReceivingUnion(test, side, name);
    const persons = people(firstPerson, 4);
    const personAt = (at: number): PersonInput => persons[at] ?? expect.fail();
    const cadre = (at: number, ...grants: readonly Grant[]): Promise<CommandUser> =>
      newCadre(test, folder, { grants: [...grants], organization: side, org, person: personAt(at) });
    const members = [personAt(3)];
    const { state } = await withMemberFile(members, name, (file) =>
      importFile(test.clientOf(side), test.ledger, { kind: 'members', file }),
    );
    expect(state).to.equal('DONE');
    const opened = { org, source: 'union', document: DOCUMENT, fen: 1_000_000 };
    const fund = await made(unionid(test, side, 'funds', 'open', '--file', json(`${side}.json`, opened)));
    return {
      ...{ org, fund, head: personAt(3), maker: await cadre(0, 'plan') },
      ...{ filer: await cadre(1, 'file'), second: await cadre(2, 'file') },
    };
  }

  function staffOf(side: Side): Staff {
    return staff.get(side) ?? expect.fail(side);
  }

  function headOf(side: Side): PersonInput {
    return staffOf(side).head;
  }

  /** Files a household. */
  async function open(side: Side, persons: readonly (PersonInput | undefined)[]): Promise<string> {
    const { org, filer } = staffOf(side);
    const file = household(`${side}-household.json`, persons);
    const terms = ['--org', org, '--level', 'local', '--until', last, '--evidence', letter()];
    const { payload } = (await runAs(filer, 'files', 'open', '--file', file, ...terms)) as {
      readonly payload: { readonly fileId: string };
    };
    return payload.fileId;
  }

  /** Grants the child something by a list whose payee is the head. */
  async function grant(side: Side, ...more: readonly string[]): Promise<ImportView> {
    const { org, fund, maker } = staffOf(side);
    const { name, docNumber } = headOf(side);
    const list = write(`${side}.csv`, [
      '姓名,证件号码,金额,受益人证件号码,凭证号',
      `${name},${docNumber},500.00,${child?.docNumber ?? ''},J-1`,
    ]);
    const terms = ['--org', org, '--fund', fund, '--programme', programme, '--on', today, '--until', last];
    return (await runAs(maker, 'plans', 'import', list, ...terms, ...more)) as ImportView;
  }

  async function confirm(user: CommandUser): Promise<void> {
    const waiting = await pollUntil(
      async () => {
        const { items } = (await runAs(user, 'inbox')) as InboxPage;
        return items.filter((item) => item.kind === 'decision').find((item) => item.type === 'file.revise');
      },
      { what: 'the decision in the inbox of whoever is second', timeoutMs: 60_000 },
    );
    await runAs(user, 'decisions', 'confirm', waiting.actor, waiting.instructionId);
  }

  async function until(side: Side, what: string, isSo: () => Promise<boolean>): Promise<void> {
    await pollUntil(async () => ((await isSo()) ? true : undefined), {
      ...{ what: `${side}: ${what}`, timeoutMs: 60_000 },
    });
  }

  async function made(answer: Promise<unknown>): Promise<string> {
    const { result } = (await answer) as { readonly result?: Readonly<Record<string, string>> };
    const { fundId, programmeId } = result ?? {};
    return fundId ?? programmeId ?? expect.fail('nothing was made');
  }

  /** What a command prints that ends with something to look at. */
  async function toldBy(command: Promise<unknown>): Promise<unknown> {
    const { stdout } = await command.then(
      () => expect.fail('nothing to look at'),
      (cause: unknown) => cause as { readonly stdout: string },
    );
    return JSON.parse(stdout) as unknown;
  }

  async function refusedOf(command: Promise<unknown>): Promise<string | undefined> {
    return ((await toldBy(command)) as { readonly error?: { readonly code: string } }).error?.code;
  }

  function household(name: string, persons: readonly (PersonInput | undefined)[]): string {
    const members = persons.map((person, at) => ({
      ...{ name: person?.name ?? '', docNumber: person?.docNumber ?? '' },
      relation: at === 0 ? '户主' : '子女',
    }));
    return json(name, { household: members, content: { 困难类别: '深度困难', 致困原因: '样本' } });
  }

  function letter(): string {
    return write('letter.txt', ['建档审批表（样本）']);
  }

  function json(name: string, value: object): string {
    return write(name, [JSON.stringify(value)]);
  }

  function write(name: string, lines: readonly string[]): string {
    const path = join(folder, name);
    writeFileSync(path, `${lines.join('\n')}\n`);
    return path;
  }
});
