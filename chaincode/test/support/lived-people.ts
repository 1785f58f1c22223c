// SPDX-License-Identifier: Apache-2.0
import type { AuditRows, MemberRow, UnionRow } from '@unionid/domain/audit';
import {
  ledgerKey,
  readLedgerValue,
  type AccountRecord,
  type FileRecord,
  type Grant,
} from '@unionid/domain/ledger';
import { LATE_FACTS } from '@unionid/domain/membership';
import type { MemberEntry } from '@unionid/domain/person';
import { OPEN_REQUESTS } from '@unionid/domain/transfer';
import { addDays } from '@unionid/domain/values';
import {
  bindRoot,
  newMemberEntry,
  newOrganisationEntry,
  type TestOperator,
  type TestUnion,
} from '#src/testing/index.js';
import { DOCUMENT } from './benefit-plan.js';
import { child, divide, openFile, relative } from './hardship-file.js';
import { EMPLOYER } from './one-transfer.js';
import { boundCadre, signByTwo } from './two-persons.js';
import type { UnionTree } from './union-tree.js';

/** Every union covers it, so that whoever works there can ask to move. */
const COVER = {
  ...{ name: '示范机械厂', creditCode: EMPLOYER, nature: '', economicType: '110' },
  ...{ industry: '', district: '', headcount: 12 },
};

/** What became of something of the rows, and what it was before. */
export interface Change<T> {
  readonly id: string;
  readonly before: T | undefined;
  readonly record: T;
}

/** Unions, members and households of made-up rows, brought about on a ledger by whose business it is. */
export class LivedPeople {
  readonly tree: UnionTree;
  readonly #rows: AuditRows;
  readonly #orgs = new Map<string, string>();
  readonly #members = new Map<string, MemberEntry>();
  readonly #files = new Map<string, string>();
  readonly #pairs = new Map<string, readonly [TestOperator, TestOperator]>();
  #slot = 0;

  constructor(tree: UnionTree, rows: AuditRows) {
    [this.tree, this.#rows] = [tree, rows];
  }

  /** That every province's root is somebody (ADR 65). */
  async begin(): Promise<void> {
    for (const union of [this.tree.provinces[34], this.tree.provinces[37]]) await bindRoot(this.tree, union);
  }

  org = (id: string): string => known(this.#orgs, id);
  file = (id: string): string => known(this.#files, id);
  /** As the account is named on the ledger, and the root that it has. */
  member = (id: string): MemberEntry => known(this.#members, id);
  account = (id: string): AccountRecord => this.#accountOf(this.member(id));
  province = (code: string): TestUnion => known(new Map(Object.entries(this.tree.provinces)), code);

  cadre(
    province: string,
    named: { readonly org: string; readonly grants: readonly Grant[]; readonly person: string },
  ): Promise<TestOperator> {
    const { orgId: home, root: by } = this.province(province);
    return boundCadre(this.tree, { ...named, home, by });
  }

  /** A union below the one that it names, or where the province's own stands. */
  async union({ id, before, record }: Change<UnionRow>): Promise<void> {
    if (before !== undefined) throw new Error('no union of an honest year moves');
    const { parent, division } = record;
    const province = /\d\d/.exec(id)?.[0] ?? '';
    const { orgId: top, root: by } = this.province(province);
    const stands = division === undefined ? {} : { division };
    if (parent !== this.#rows.scope.org) {
      const entry = newOrganisationEntry(this.tree, this.org(parent), { employers: [COVER], ...stands });
      const level = this.org(parent) === top ? 2 : 5;
      await this.tree.submit('organisation.register', { ...entry, level }, { by });
      this.#orgs.set(id, entry.orgId);
      return;
    }
    this.#orgs.set(id, top);
    const payload = { orgId: top, cover: [COVER], ...stands };
    const two = await this.#twoOf(top, province);
    await signByTwo(this.tree, 'organisation.revise', { payload, subjectVersion: 1, ...two });
  }

  async person({ id, before, record }: Change<MemberRow>): Promise<void> {
    if (before === undefined) return this.#enrol(id, record);
    if (before.org !== record.org) return this.#move(id, before, record);
    if (record.state === 'ACTIVE') return this.#enrol(id, record, this.member(id));
    return this.#end(id, record);
  }

  async household({ id, before, record }: Change<FileRecord>): Promise<void> {
    const { province, org, members, level, until, from, filed } = record;
    const people = (of: FileRecord['members']) =>
      of.map((each) => (each.id === undefined ? child(each.tag) : relative(this.member(each.id))));
    if (before === undefined) {
      const { root: by } = this.province(province);
      const shown =
        from === filed ? {} : { publicity: { from: filed, until: addDays(from, -1), notice: DOCUMENT } };
      const household = { org: this.org(org), members: people(members) };
      this.#files.set(id, await openFile(this.tree, household, { by, level, until, ...shown }));
      return;
    }
    const leaves = before.members.filter(({ tag }) => !members.some((each) => each.tag === tag));
    const { first, second } = await this.#twoOf(this.province(province).orgId, province);
    await divide(this.tree, { fileId: this.file(id), leaves: people(leaves) }, [first, second]);
  }

  async #enrol(id: string, { org, province, joined }: MemberRow, again?: MemberEntry): Promise<void> {
    const days = { org: this.org(org), joined, since: joined };
    const entry =
      again === undefined
        ? newMemberEntry(this.tree, days.org, { person: id, ...days })
        : { ...again, ...days };
    const { root: by } = this.province(province);
    const subjectVersion = again === undefined ? 0 : this.#accountOf(again).v;
    await this.tree.submit('person.enrol', entry, { by, subjectVersion });
    this.#members.set(id, entry);
  }

  /** Asked for by the new union, let go by the old one, and taken over. */
  async #move(id: string, before: MemberRow, { org, province }: MemberRow): Promise<void> {
    const [entry, to] = [this.member(id), this.org(org)];
    const { identityId, personKey, nameTag } = entry;
    const { root } = newMemberEntry(this.tree, to, { person: id });
    this.#slot = (this.#slot + 1) % OPEN_REQUESTS;
    const asked = {
      ...{ identityId, personKey, nameTag, root, to, employer: EMPLOYER, slot: this.#slot },
      evidence: { kind: 'contract' as const, digest: DOCUMENT },
    };
    await this.tree.submit('transfer.request', asked, { by: this.province(province).root });
    const named = { identityId, place: '' };
    await this.tree.submit('transfer.release', named, {
      by: this.province(before.province).root,
      subjectVersion: 1,
    });
    await this.tree.submit('transfer.complete', named, {
      by: this.province(province).root,
      subjectVersion: 2,
    });
    this.#members.set(id, { ...entry, root });
  }

  /** Retired, left or dead: late, or where an end is no one person's word, by two. */
  async #end(id: string, { state, since: on, org, province }: MemberRow): Promise<void> {
    const entry = this.member(id);
    const payload = { identityId: entry.identityId, place: '', on, evidence: DOCUMENT };
    const top = this.province(province);
    const [{ first }, { second }] = [
      await this.#twoOf(this.org(org), province),
      await this.#twoOf(top.orgId, province),
    ];
    const subjectVersion = this.#accountOf(entry).v;
    const [one, two] = [
      { by: top.root, subjectVersion },
      { subjectVersion, first, second },
    ];
    const isLate = LATE_FACTS.needed({ on }, new Date(this.tree.clock.now()).toISOString());
    const retired = { ...payload, reason: 'retired' as const };
    if (state === 'DECEASED') await signByTwo(this.tree, 'membership.decease', { ...two, payload });
    else if (state === 'WITHDRAWN')
      await this.tree.submit('membership.leave', { ...payload, reason: 'request' }, one);
    else if (state !== 'RETAINED') throw new Error(`nobody becomes ${state} in an honest year`);
    else if (isLate) await signByTwo(this.tree, 'membership.retain', { ...two, payload: retired });
    else await this.tree.submit('membership.retain', retired, one);
  }

  async #twoOf(
    org: string,
    province: string,
  ): Promise<{ readonly first: TestOperator; readonly second: TestOperator }> {
    const grants = ['member', 'organisation', 'file'] as const;
    const make = (person: string): Promise<TestOperator> =>
      this.cadre(province, { org, grants, person: `${person} of ${org}` });
    const pair = this.#pairs.get(org) ?? ([await make('first'), await make('second')] as const);
    this.#pairs.set(org, pair);
    return { first: pair[0], second: pair[1] };
  }

  #accountOf({ identityId }: MemberEntry): AccountRecord {
    const text = this.tree.ledger.state(ledgerKey.account(identityId));
    const account = text === undefined ? undefined : readLedgerValue('account', text);
    if (account === undefined) throw new Error('no such account');
    return account;
  }
}

function known<T>(all: ReadonlyMap<string, T>, id: string): T {
  const value = all.get(id);
  if (value === undefined) throw new Error(`nothing is known of ${id}`);
  return value;
}
