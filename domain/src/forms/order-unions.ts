// SPDX-License-Identifier: Apache-2.0
import type { OrganisationLevel } from '../ledger/index.js';
import { comparableOrganisationName } from '../values/organisation-name.js';
import { groupUnions, type NumberedProblem, type NumberedWarning, type UnionDraft } from './group-unions.js';
import type { OrganisationRow, UnionLevel } from './organisation-form.js';
import type { RowProblem } from './row-result.js';
import type { UnionReference } from './union-reference.js';

/** A union that is registered already, as a parent or as itself. */
export interface KnownUnion {
  readonly orgId: string;
  readonly name: string;
  readonly creditCode: string | undefined;
  readonly level: OrganisationLevel;
}

/** Where a union of the file hangs: under a registered one, or under one that stands before it in `unions`. */
export type ParentLink =
  { readonly kind: 'known'; readonly orgId: string } | { readonly kind: 'file'; readonly index: number };

/** A union of the file with all its units, ready to register once its parent is. */
export interface UnionEntry extends Omit<UnionDraft, 'parent' | 'level'> {
  readonly level: UnionLevel;
  readonly parent: ParentLink;
  /** The registered union that this one is, where an earlier import brought it. */
  readonly existing: KnownUnion | undefined;
}

export interface OrderedUnions {
  /** Parents before children. */
  readonly unions: readonly UnionEntry[];
  readonly problems: readonly NumberedProblem[];
  readonly warnings: readonly NumberedWarning[];
}

type Link =
  | { readonly kind: 'known'; readonly known: KnownUnion }
  | { readonly kind: 'file'; readonly draft: UnionDraft }
  | { readonly kind: 'problem'; readonly problem: RowProblem };

const BASIC_LEVEL = 5;

/**
 * Joins rows into unions (several units may share one) and puts parents before children, whatever the order of the
 * file. A union whose parent is unknown, faulty or its own descendant is refused on each of its rows, with all below it.
 */
export function orderParentsFirst(
  rows: readonly OrganisationRow[],
  knownUnions: readonly KnownUnion[],
): OrderedUnions {
  const { drafts, problems, warnings } = groupUnions(rows);
  const known = new UnionIndex(knownUnions);
  const order = new ParentOrder(drafts, known);
  const all = [...problems, ...order.problems].sort((one, other) => one.rowNumber - other.rowNumber);
  return { unions: order.unions, problems: all, warnings };
}

/** Unions by credit code and by name. */
class UnionIndex<Union extends { readonly name: string; readonly creditCode: string | undefined }> {
  readonly #byCode = new Map<string, Union>();
  readonly #byName = new Map<string, Union[]>();

  constructor(unions: readonly Union[]) {
    for (const union of unions) {
      if (union.creditCode !== undefined) this.#byCode.set(union.creditCode, union);
      const name = comparableOrganisationName(union.name);
      const namesakes = this.#byName.get(name);
      if (namesakes === undefined) this.#byName.set(name, [union]);
      else namesakes.push(union);
    }
  }

  find(reference: UnionReference): readonly Union[] {
    if (reference.by === 'name') return this.#byName.get(reference.name) ?? [];
    const union = this.#byCode.get(reference.creditCode);
    return union === undefined ? [] : [union];
  }

  /** The union that a draft is: the same code, or the same name where the draft has no other code. */
  same({ name, creditCode }: UnionDraft): Union | undefined {
    const byCode = creditCode === undefined ? undefined : this.#byCode.get(creditCode);
    const namesakes = this.#byName.get(comparableOrganisationName(name)) ?? [];
    return byCode ?? namesakes.find((union) => union.creditCode === creditCode);
  }
}

/** Depth-first walk upwards from each union, iterative so that a long chain in a hostile file can't exhaust the stack. */
class ParentOrder {
  readonly unions: UnionEntry[] = [];
  readonly problems: NumberedProblem[] = [];
  readonly #known: UnionIndex<KnownUnion>;
  readonly #drafts: UnionIndex<UnionDraft>;
  readonly #placed = new Map<UnionDraft, number>();
  readonly #refused = new Set<UnionDraft>();

  constructor(drafts: readonly UnionDraft[], known: UnionIndex<KnownUnion>) {
    this.#known = known;
    this.#drafts = new UnionIndex(drafts);
    for (const draft of drafts) this.#place(this.#chainFrom(draft));
  }

  /** A union and those above it that are not settled yet, lowest first; a cycle in it is refused on the way. */
  #chainFrom(start: UnionDraft): readonly UnionDraft[] {
    const chain = new Set<UnionDraft>();
    let draft: UnionDraft | undefined = start;
    while (draft !== undefined && !this.#isSettled(draft)) {
      if (chain.has(draft)) this.#refuseCycle([...chain], draft);
      chain.add(draft);
      const link: Link | undefined = this.#isSettled(draft) ? undefined : this.#linkOf(draft);
      draft = link?.kind === 'file' ? link.draft : undefined;
    }
    return [...chain];
  }

  #place(chain: readonly UnionDraft[]): void {
    for (const draft of chain.toReversed()) {
      if (!this.#isSettled(draft)) this.#settle(draft, this.#linkOf(draft));
    }
  }

  #settle(draft: UnionDraft, link: Link): void {
    switch (link.kind) {
      case 'problem':
        this.#refuse(draft, link.problem);
        return;
      case 'known':
        this.#accept(draft, link.known.level, { kind: 'known', orgId: link.known.orgId });
        return;
      case 'file':
        this.#settleUnder(draft, link.draft);
        return;
    }
  }

  #settleUnder(draft: UnionDraft, parent: UnionDraft): void {
    const index = this.#placed.get(parent);
    const entry = index === undefined ? undefined : this.unions[index];
    if (index === undefined || entry === undefined) {
      this.#refuse(draft, parentProblem('PARENT_REFUSED', { row: parent.rowNumbers[0] ?? 0 }));
    } else if (entry.existing !== undefined) {
      this.#accept(draft, entry.existing.level, { kind: 'known', orgId: entry.existing.orgId });
    } else {
      this.#accept(draft, entry.level, { kind: 'file', index });
    }
  }

  #accept(draft: UnionDraft, parentLevel: OrganisationLevel, parent: ParentLink): void {
    const level = draft.level ?? levelUnder(parentLevel);
    if (parentLevel >= level) {
      this.#refuse(draft, parentProblem('PARENT_LEVEL', {}));
      return;
    }
    this.#placed.set(draft, this.unions.length);
    this.unions.push({ ...draft, level, parent, existing: this.#known.same(draft) });
  }

  #linkOf(draft: UnionDraft): Link {
    const known = this.#known.find(draft.parent);
    // A union of the file that is registered already counts once; by another name it is found in the file only.
    const inFile = this.#drafts
      .find(draft.parent)
      .filter((union) => !known.some((one) => one === this.#known.same(union)));
    if (known.length + inFile.length > 1)
      return { kind: 'problem', problem: parentProblem('PARENT_AMBIGUOUS', {}) };
    if (known[0] !== undefined) return { kind: 'known', known: known[0] };
    if (inFile[0] !== undefined) return { kind: 'file', draft: inFile[0] };
    return { kind: 'problem', problem: parentProblem('PARENT_UNKNOWN', {}) };
  }

  #refuseCycle(chain: readonly UnionDraft[], entrance: UnionDraft): void {
    for (const draft of chain.slice(chain.indexOf(entrance)))
      this.#refuse(draft, parentProblem('PARENT_CYCLE', {}));
  }

  #refuse(draft: UnionDraft, problem: RowProblem): void {
    this.#refused.add(draft);
    for (const rowNumber of draft.rowNumbers) this.problems.push({ rowNumber, problem });
  }

  #isSettled(draft: UnionDraft): boolean {
    return this.#placed.has(draft) || this.#refused.has(draft);
  }
}

/** Level of a union whose file does not tell. */
export function levelUnder(parentLevel: number): UnionLevel {
  return Math.min(parentLevel + 1, BASIC_LEVEL) as UnionLevel;
}

function parentProblem(code: RowProblem['code'], details: RowProblem['details']): RowProblem {
  return { code, column: '上级工会名称', details };
}
