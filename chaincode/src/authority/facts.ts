// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '@unionid/domain/encoding';
import { refusalOf } from '@unionid/domain/errors';
import { parseArgument } from '@unionid/domain/instruction';
import { ledgerKey, NATIONAL_CODE, type OrganisationRecord } from '@unionid/domain/ledger';
import { parseWith } from '@unionid/domain/schema';
import type { AuthorityAnswer } from '../kernel/authority-answer.js';
import { authorityQuestion } from '../kernel/authority-question.js';
import type { AuthorityFacts, AuthorityRequest } from '../kernel/authority.js';
import type { ContractFunction } from '../kernel/new-contract.js';
import { StateStore } from '../kernel/state-store.js';

type Members = NonNullable<AuthorityAnswer['members']>;

/**
 * What another chaincode must know to decide who may act: one question a transaction. It reads only, so it may be asked under
 * any proposal, and what it read is validated with the asking transaction.
 */
export const readAuthorityFacts: ContractFunction = async (kernel, stub, argument) => {
  const request = parseWith(authorityQuestion, parseArgument(argument));
  const state = new StateStore(stub);
  const unions = request.unions.map((orgId) => ledgerKey.organisation(orgId));
  await state.read([...kernel.authority.keys(request), ...unions]);
  const facts = await kernel.authority.open({ stub, state }, request);
  await facts.readPersons(request.signers.map(({ actor }) => actor));
  await facts.readStanding(request.ended ?? []);
  const standing = standingOf(facts, request);
  const found = membersOf(facts, request);
  await facts.readTree([...new Set([...request.unions, ...homesOf(found)])], '');
  const members = withReadableHomes(facts, found);
  const asked = [...new Set([...request.unions, ...homesOf(members)])];
  const answer: AuthorityAnswer = {
    ...(facts.network !== undefined && { network: facts.network }),
    ...(facts.clock !== undefined && { clock: facts.clock }),
    operators: operatorsOf(facts, request),
    unions: Object.fromEntries(asked.flatMap((orgId) => pathOf(facts, orgId))),
    hosts: await hostsOf(facts, request),
    ...(standing !== undefined && { standing }),
    ...(request.members !== undefined && { members }),
  };
  return canonicalJson(answer);
};

/** Of accounts that have ended for others by which the persons stand; whoever has not is not named. */
function standingOf(facts: AuthorityFacts, { ended }: AuthorityRequest): AuthorityAnswer['standing'] {
  if (ended === undefined) return undefined;
  const standing: NonNullable<AuthorityAnswer['standing']> = {};
  for (const identityId of ended) {
    const accounts = facts.standingFor(identityId);
    if (accounts.length > 0) standing[identityId] = [...accounts];
  }
  return standing;
}

/** Of each that the question names what it is, or why nobody can say: the others of a chunk go on without it. */
function membersOf(facts: AuthorityFacts, { members = [] }: AuthorityRequest): Members {
  const found: Members = {};
  for (const { identityId } of members) {
    const refusal = refusalOf(() => {
      const { state, org, province, joined, since, loa, root, also, here, again, held } =
        facts.member(identityId);
      found[identityId] = {
        ...{ state, org, province, joined, since, loa, root },
        ...(also !== undefined && { also: [...also] }),
        ...(here !== undefined && { here }),
        ...(again !== undefined && { again }),
        ...(held !== undefined && { held }),
      };
    });
    if (refusal !== undefined) found[identityId] = { refused: refusal.code };
  }
  return found;
}

function homesOf(members: Members): string[] {
  return Object.values(members).flatMap((member) => ('refused' in member ? [] : member.org));
}

/** Of whose union, or one above it, nobody can read what it is, nobody can say either. */
function withReadableHomes(facts: AuthorityFacts, members: Members): Members {
  const told = Object.entries(members).map(([identityId, member]) => {
    const refusal = 'refused' in member ? undefined : refusalOf(() => pathOf(facts, member.org));
    return [identityId, refusal === undefined ? member : { refused: refusal.code }] as const;
  });
  return Object.fromEntries(told);
}

function operatorsOf(facts: AuthorityFacts, { signers }: AuthorityRequest): AuthorityAnswer['operators'] {
  const operators: AuthorityAnswer['operators'] = {};
  for (const { actor, actorKeyId } of signers) {
    const record = facts.operator(actor);
    if (record === undefined) continue;
    const key = facts.operatorKey(actor, actorKeyId);
    const keys = { ...operators[actor]?.keys, ...(key !== undefined && { [actorKeyId]: key }) };
    const also = facts.formerOf(actor);
    const former = also.length > 0 && { also: [...also] };
    operators[actor] = { record: { ...record, grants: [...record.grants] }, ...former, keys };
  }
  return operators;
}

/** A union and all above it. */
function pathOf(facts: AuthorityFacts, orgId: string): [string, OrganisationRecord][] {
  const record = facts.organisation(orgId);
  if (record === undefined) return [];
  return [[orgId, record], ...(record.parent === '' ? [] : pathOf(facts, record.parent))];
}

async function hostsOf(
  facts: AuthorityFacts,
  { signers, provinces: others = [] }: AuthorityRequest,
): Promise<Record<string, string>> {
  const ofSigners = signers.flatMap(({ actor }) => facts.operator(actor)?.province ?? []);
  const provinces = new Set([...ofSigners, ...others]);
  provinces.delete(NATIONAL_CODE);
  const hosts = [...provinces].map(async (province) => [province, await facts.hostMsp(province)] as const);
  return Object.fromEntries(await Promise.all(hosts));
}
