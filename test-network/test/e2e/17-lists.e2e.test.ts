// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { FilingView, ImportView, InboxPage, PersonInput, TransferView } from '@unionid/domain/api';
import type { InstructionType } from '@unionid/domain/catalogue';
import { chinaDateAt } from '@unionid/domain/values';
import { pollUntil } from '@unionid/network';
import {
  decide,
  foundReceivingUnion,
  importFile,
  newUnionEntry,
  newVerifier,
  type TestNetwork,
} from '@unionid/test-network';
import { runAs, type CommandUser } from '../support/command-line.js';
import { foreignChangesOf } from '../support/foreign-changes.js';
import { newCadre } from '../support/new-cadre.js';
import { people, withMemberFile } from '../support/people-file.js';
import { plantedFile } from '../support/planted-people.js';
import { realNetwork } from '../support/real-network.js';

const OLD_UNION = '四川名单试验厂工会委员会';
const NEW_UNION = '安徽名单试验厂工会委员会';
const ASKING_UNION = '四川名单接收厂工会委员会';
const FIRST_PERSON = 7_170;
const MEMBERS = 13;

describe('lists that two persons sign, on real peers and by the command line', () => {
  let test: TestNetwork;
  let folder: string;
  let from: string;
  let to: string;
  /** Of the old union, of the one above it, and of the new union. */
  let clerk: CommandUser;
  let head: CommandUser;
  let taker: CommandUser;
  /** Of a union of 四川 that asks for members of the new one. */
  let asker: CommandUser;
  const members = people(FIRST_PERSON, MEMBERS);
  const alarms = new Map<string, number>();

  before(async () => {
    test = await realNetwork();
    folder = mkdtempSync(join(tmpdir(), 'unionid-lists-'));
    const sichuan = test.clientOf('sichuan');
    const entry = newUnionEntry(sichuan, OLD_UNION);
    from = entry.orgId;
    await decide(sichuan, test.ledger, 'organisation.register', entry);
    ({ union: to } = await foundReceivingUnion(test, 'anhui', NEW_UNION));
    const { union: asking } = await foundReceivingUnion(test, 'sichuan', ASKING_UNION);
    const [one, two, three, four] = people(FIRST_PERSON + MEMBERS, 4) as readonly [
      PersonInput,
      PersonInput,
      PersonInput,
      PersonInput,
    ];
    const grants = ['member' as const];
    const above = sichuan.operator.orgId;
    clerk = await newCadre(test, folder, { grants, organization: 'sichuan', org: from, person: one });
    head = await newCadre(test, folder, { grants, organization: 'sichuan', org: above, person: two });
    taker = await newCadre(test, folder, { grants, organization: 'anhui', org: to, person: three });
    asker = await newCadre(test, folder, { grants, organization: 'sichuan', org: asking, person: four });
    const { state } = await withMemberFile(members, OLD_UNION, (file) =>
      importFile(sichuan, test.ledger, { kind: 'members', file }),
    );
    expect(state).to.equal('DONE');
    for (const organization of ['sichuan', 'anhui'])
      alarms.set(organization, await foreignChangesOf(test, organization));
  });
  after(() => rmSync(folder, { recursive: true }));

  // Covers: W5
  it('of deaths and retirements take effect by themselves once another union’s cadre has confirmed them', async () => {
    const [dead, retired, left] = members;
    const expelled = members.at(-1);
    const today = chinaDateAt(Date.now());
    const rows = [
      [dead, '死亡', ''],
      [retired, '保留', '退休'],
      [left, '退会', ''],
      [expelled, '除名', '因犯罪被开除会籍'],
    ] as const;
    const lines = rows.map(([person, change, reason]) =>
      [person?.name, person?.docNumber, change, today, reason].join(','),
    );
    const file = write('changes.csv', ['姓名,证件号码,会籍变化类型,会籍变化日期,会籍变化原因', ...lines]);
    const letter = write('list.txt', ['公安、人社名单（样本）']);
    const list = join(folder, 'changes.json');
    const given = ['--evidence', letter, '--list', list];
    const waiting = (await runAs(clerk, 'changes', 'import', file, ...given)) as ImportView;
    expect(waiting.state).to.equal('CONFIRMING');
    await confirm('membership.change', '--list', list);
    expect(await outcomeOf(clerk, waiting.importId)).to.include({ done: 4, refused: 0 });
    await expectMember(dead, 'no');
    await expectMember(retired, 'yes', '51');
    await expectMember(left, 'no');
    await expectMember(expelled, 'no');
  });

  // Covers: S13
  it('that expel somebody are filed with the union above, which gives its receipt', async () => {
    const { identityId } = await filingIn('waiting');
    const receipt = write('receipt.txt', ['备案回执（样本）']);
    const on = chinaDateAt(Date.now());
    await runAs(head, 'filings', 'acknowledge', identityId, '--on', on, '--evidence', receipt);
    await filingIn('gone');
    const filing = (await runAs(clerk, 'filings', 'show', identityId)) as FilingView;
    expect(filing.receipt).to.include({ on, org: test.clientOf('sichuan').operator.orgId });
  });

  // Covers: T13
  it('of members who move are agreed to by the old side, which compares the list, and move at once', async () => {
    const movers = members.slice(3, 11);
    const file = write('movers.csv', [plantedFile(movers, NEW_UNION).trimEnd()]);
    const list = join(folder, 'movers.json');
    const sides = ['--from', from, '--to', to, '--list', list];
    const waiting = (await runAs(taker, 'transfers', 'batch', file, ...sides)) as ImportView;
    expect(waiting.state).to.equal('CONFIRMING');
    await confirm('transfer.batch', '--list', list);
    expect(await outcomeOf(taker, waiting.importId)).to.include({ done: movers.length, refused: 0 });
    for (const mover of movers) await expectMember(mover, 'yes', '34');
    await expectMember(members[11], 'yes', '51');
  });

  // Covers: T18
  it('of members elsewhere are asked for by one command, and each request goes its own way', async () => {
    const wanted = people(FIRST_PERSON + MEMBERS + 4, 2);
    const { state } = await withMemberFile(wanted, NEW_UNION, (file) =>
      importFile(test.clientOf('anhui'), test.ledger, { kind: 'members', file }),
    );
    expect(state).to.equal('DONE');
    for (const person of wanted) await expectMember(person, 'yes', '34');
    const file = write('wanted.csv', [plantedFile(wanted, ASKING_UNION).trimEnd()]);
    const list = write('insured.txt', ['社保参保名单（样本）']);
    const found = await reportBy(asker, 'members', 'import', file);
    expect(found.counts).to.include({ elsewhere: 2, ready: 0 });
    const asked = (await runAs(
      ...([asker, 'transfers', 'request-from-import', found.importId, file] as const),
      ...['--evidence', `socialInsurance:${list}`],
    )) as ImportView;
    expect(asked.state, JSON.stringify(asked.error)).to.equal('DONE');
    expect(asked.counts).to.include({ done: 2, refused: 0 });
    const [answered, takenBack] = await pollUntil(() => askedOf(taker, 2), {
      ...{ what: 'both requests in the inbox of the old union', timeoutMs: 60_000 },
    });
    await runAs(taker, 'transfers', 'release', answered ?? '');
    await pollUntil(() => statusOf(asker, answered, 'AGREED'), {
      ...{ what: 'the asking union knowing the answer', timeoutMs: 30_000 },
    });
    await runAs(asker, 'transfers', 'complete', answered ?? '');
    await runAs(asker, 'transfers', 'cancel', takenBack ?? '');
    await pollUntil(() => statusOf(taker, takenBack, 'CANCELLED'), {
      ...{ what: 'the old union knowing that nobody asks any more', timeoutMs: 30_000 },
    });
    const numbers = await Promise.all(wanted.map((person) => provinceOf(person)));
    expect(numbers.toSorted()).to.deep.equal(['34', '51']);
  });

  it('are no alarm at either side', async () => {
    for (const [organization, before] of alarms)
      expect(await foreignChangesOf(test, organization), organization).to.equal(before);
  });

  /** The expulsion in the inbox of the union above; once the receipt is given it is gone. */
  function filingIn(state: 'waiting' | 'gone'): Promise<{ readonly identityId: string }> {
    return pollUntil(
      async () => {
        const { items } = (await runAs(head, 'inbox')) as InboxPage;
        const found = items.find((item) => item.kind === 'filing');
        return state === 'waiting' ? found : found === undefined ? { identityId: '' } : undefined;
      },
      { what: `the expulsion being ${state} in the inbox of the union above`, timeoutMs: 60_000 },
    );
  }

  /** What a command prints that ends with rows to look at. */
  async function reportBy(user: CommandUser, ...args: readonly string[]): Promise<ImportView> {
    const { stdout } = await runAs(user, ...args).then(
      () => expect.fail('no row to look at'),
      (cause: unknown) => cause as { readonly stdout: string },
    );
    return JSON.parse(stdout) as ImportView;
  }

  /** Whom others ask for, once they are so many. */
  async function askedOf(user: CommandUser, count: number): Promise<readonly string[] | undefined> {
    const { items } = (await runAs(user, 'inbox')) as InboxPage;
    const asked = items.flatMap((item) => (item.kind === 'transfer' ? item.identityId : []));
    return asked.length === count ? asked : undefined;
  }

  async function statusOf(
    user: CommandUser,
    identityId: string | undefined,
    status: TransferView['status'],
  ): Promise<true | undefined> {
    const view = (await runAs(user, 'transfers', 'show', identityId ?? '')) as TransferView;
    return view.status === status ? true : undefined;
  }

  async function provinceOf({ name, docNumber }: PersonInput): Promise<string | undefined> {
    return (await newVerifier(test, 'sichuan')({ name, docNumber })).province;
  }

  function write(name: string, lines: readonly string[]): string {
    const path = join(folder, name);
    writeFileSync(path, `${lines.join('\n')}\n`);
    return path;
  }

  /** What waits for whoever is second, as the inbox names it. */
  async function confirm(type: InstructionType, ...more: readonly string[]): Promise<void> {
    const waiting = await pollUntil(
      async () => {
        const { items } = (await runAs(head, 'inbox')) as InboxPage;
        return items.filter((item) => item.kind === 'decision').find((item) => item.type === type);
      },
      { what: 'the decision in the inbox of whoever is second', timeoutMs: 60_000 },
    );
    await runAs(head, 'decisions', 'confirm', waiting.actor, waiting.instructionId, ...more);
  }

  function outcomeOf(user: CommandUser, importId: string): Promise<ImportView['counts']> {
    return pollUntil(
      async () => {
        const view = (await runAs(user, 'imports', 'show', importId)) as ImportView;
        if (view.state === 'FAILED') throw new Error(JSON.stringify(view.error));
        return view.state === 'DONE' ? view.counts : undefined;
      },
      { what: 'the list being carried out', timeoutMs: 120_000 },
    );
  }

  /** By both sides' own gateways, each from its own copy of the ledger. */
  async function expectMember(
    person: PersonInput | undefined,
    isMember: 'yes' | 'no',
    province?: string,
  ): Promise<void> {
    const { name, docNumber } = person ?? expect.fail('nobody');
    for (const organization of ['sichuan', 'anhui']) {
      const verify = newVerifier(test, organization);
      await pollUntil(
        async () => {
          const answer = await verify({ name, docNumber });
          return answer.isMember === isMember && answer.province === province ? true : undefined;
        },
        { what: `${organization} answering ${isMember} of ${name}`, timeoutMs: 30_000 },
      );
    }
  }
});
