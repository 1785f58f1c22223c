// SPDX-License-Identifier: Apache-2.0
import type { OrganisationView } from '@unionid/domain/api';
import type { MemberRow, UnionFacts, UnionReference } from '@unionid/domain/forms';
import { comparableOrganisationName } from '@unionid/domain/values';
import type { OrganisationQueries } from '../../read-model/read-model.js';
import { unlessUnreadable } from '../../read-model/readable.js';
import { unionFactsOf } from '../../standing/union-facts.js';
import type { Problem } from './judged-row.js';

type CodedUnion = Extract<UnionReference, { readonly by: 'creditCode' }>;

/** The union that a row is for. */
export interface ResolvedUnion {
  readonly orgId: string;
  readonly facts: UnionFacts;
}

export type Resolution =
  { readonly ok: true; readonly union: ResolvedUnion } | { readonly ok: false; readonly problem: Problem };

export interface ResolverScope {
  readonly province: string;
  /** The operator's union: it may work on itself and on what stands below it. */
  readonly org: string;
}

type UnionModel = Pick<
  OrganisationQueries,
  'organisationByCreditCode' | 'organisationsByName' | 'unionsOfEmployer' | 'employers' | 'isWithin'
>;

/** A file names few unions on many rows. */
const CACHED = 5_000;

/** Finds the union of a row: by its credit code or name, else by the employer that it covers. */
export class UnionResolver {
  readonly #readModel: UnionModel;
  readonly #scope: ResolverScope;
  readonly #known = new Map<string, Promise<Resolution>>();

  constructor(readModel: UnionModel, scope: ResolverScope) {
    this.#readModel = readModel;
    this.#scope = scope;
  }

  async resolve(row: Pick<MemberRow, 'union' | 'employer'>): Promise<Resolution> {
    return (await this.#find(row).catch(unlessUnreadable)) ?? refused('RECORD_UNREADABLE');
  }

  #find({ union, employer }: Pick<MemberRow, 'union' | 'employer'>): Promise<Resolution> {
    if (union?.by === 'creditCode')
      return this.#cached(`c${union.creditCode}${union.name ?? ''}`, () => this.#byCreditCode(union));
    if (union !== undefined) return this.#cached(`n${union.name}`, () => this.#byName(union.name));
    if (employer !== undefined) return this.#cached(`e${employer}`, () => this.#byEmployer(employer));
    return Promise.resolve(refused('UNION_UNKNOWN'));
  }

  #cached(name: string, find: () => Promise<Resolution>): Promise<Resolution> {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    if (this.#known.size >= CACHED) this.#known.clear();
    const found = find();
    this.#known.set(name, found);
    // A failed query is not an answer.
    found.catch(() => this.#known.delete(name));
    return found;
  }

  async #byCreditCode({ creditCode, name }: CodedUnion): Promise<Resolution> {
    const union = await this.#readModel.organisationByCreditCode(creditCode);
    if (union === undefined) return refused('UNION_UNKNOWN');
    const isNamed = name === undefined || comparableOrganisationName(union.name) === name;
    return isNamed ? this.#accept(union) : refused('UNION_CODE_DIFFERS');
  }

  async #byName(name: string): Promise<Resolution> {
    return this.#only(await this.#readModel.organisationsByName(this.#scope.province, name));
  }

  async #byEmployer(employer: string): Promise<Resolution> {
    const unions = await this.#readModel.unionsOfEmployer(this.#scope.province, employer);
    return this.#only(unions.filter(({ state }) => state === 'ACTIVE'));
  }

  async #only(unions: readonly OrganisationView[]): Promise<Resolution> {
    const [union, second] = unions;
    if (union === undefined) return refused('UNION_UNKNOWN');
    return second === undefined ? this.#accept(union) : refused('UNION_AMBIGUOUS');
  }

  async #accept(union: OrganisationView): Promise<Resolution> {
    const { orgId, province } = union;
    if (province !== this.#scope.province) return refused('PROVINCE_FOREIGN');
    if (!(await this.#readModel.isWithin(orgId, this.#scope.org))) return refused('OUT_OF_SCOPE');
    return { ok: true, union: { orgId, facts: await unionFactsOf(union, this.#readModel) } };
  }
}

function refused(code: Problem['code']): Resolution {
  return { ok: false, problem: { code, column: '所属工会', details: {} } };
}
