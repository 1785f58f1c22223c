// SPDX-License-Identifier: Apache-2.0
import { asksNational, isFirstOf } from '@unionid/domain/decision';
import { DomainError } from '@unionid/domain/errors';
import { assertGrant, type InstructionDefinition, type Relation } from '@unionid/domain/instruction';
import { NATIONAL_CODE, type OperatorRecord, type OrganisationRecord } from '@unionid/domain/ledger';
import type { AuthorityFacts } from './authority.js';
import type { Subject } from './handler.js';

/** Who acts, and on what. */
export interface Standing {
  readonly record: OperatorRecord;
  readonly subject: Pick<Subject, 'org' | 'province' | 'identityId' | 'old' | 'isBound' | 'source'>;
  readonly authority: AuthorityFacts;
}

/** Of operators where nothing is said. */
type Kind = Partial<Pick<InstructionDefinition, 'actor'>>;

/** What each relation of a definition demands. */
const RELATIONS: Readonly<Record<Relation, (standing: Standing) => Promise<void>>> = {
  own: ({ record, subject }) => {
    assertProvince(record, subject);
    if (subject.org !== record.org) throw new DomainError('OUT_OF_SCOPE');
    return Promise.resolve();
  },
  subtree: async ({ record, subject, authority }) => {
    assertProvince(record, subject);
    await authority.readTree([subject.org], record.org);
    if (!authority.isWithin(subject.org, record.org)) throw new DomainError('OUT_OF_SCOPE');
  },
  approves: async (standing) => {
    const { record, subject, authority } = standing;
    const isNational = record.province === NATIONAL_CODE;
    const isAsked = isNational && isFirstOf(subject.province, await unionAbove(authority, subject.org));
    await RELATIONS[isAsked ? 'supervises' : 'subtree'](standing);
  },
  above: async ({ record, subject, authority }) => {
    await authority.readTree([subject.org], record.org);
    if (subject.org === record.org || !authority.isWithin(subject.org, record.org))
      throw new DomainError('OUT_OF_SCOPE');
  },
  oldSide: (standing) =>
    RELATIONS.subtree({ ...standing, subject: standing.subject.old ?? standing.subject }),
  superior: ({ record, subject: { province } }) => {
    if (record.province !== NATIONAL_CODE) throw new DomainError('PROVINCE_FOREIGN', { province });
    return Promise.resolve();
  },
  supervises: async (standing) => {
    const { record, subject } = standing;
    if (record.province === NATIONAL_CODE && record.org === subject.org) return;
    await RELATIONS.above(standing);
  },
  audited: async ({ record: { audits }, subject: { org, source }, authority }) => {
    if (audits === undefined) throw new DomainError('GRANT_MISSING', { role: 'auditor' });
    await authority.readTree([org], audits.org);
    const isOfScope = source !== undefined && audits.sources.includes(source);
    if (!isOfScope || !authority.isWithin(org, audits.org)) throw new DomainError('OUT_OF_SCOPE');
  },
  any: () => Promise.resolve(),
};

/**
 * That who acts may decide this: in the relation that the definition demands, with its grant, and on no account of the own.
 * @throws DomainError PROVINCE_FOREIGN, OUT_OF_SCOPE, GRANT_MISSING, OWN_ACCOUNT
 */
export async function assertMayDecide(
  definition: Pick<InstructionDefinition, 'relation' | 'grant'> & Kind,
  standing: Standing,
): Promise<void> {
  const { record, subject } = standing;
  await RELATIONS[definition.relation](standing);
  assertGrant(definition, record);
  if (subject.identityId !== undefined && subject.identityId === record.person)
    throw new DomainError('OWN_ACCOUNT');
}

type Confirmed = Pick<InstructionDefinition, 'relation' | 'grant' | 'secondSignature'> & Kind;

/** The same of whoever gives a decision its second signature, in the relation that it asks for. */
export async function assertMayConfirm(definition: Confirmed, standing: Standing): Promise<void> {
  const { record, subject, authority } = standing;
  const { relation = definition.relation } = definition.secondSignature ?? {};
  const isNational = record.province === NATIONAL_CODE;
  const above = isNational ? await unionAbove(authority, subject.org) : undefined;
  const isAsked = isNational && asksNational(definition, { subject, above });
  await assertMayDecide({ ...definition, relation: isAsked ? 'superior' : relation }, standing);
}

/** That the two who sign are of two unions, where they must be. @throws DomainError SAME_UNION */
export function assertOtherUnion(
  { secondSignature }: Pick<Confirmed, 'secondSignature'>,
  [first, second]: readonly [OperatorRecord, OperatorRecord],
): void {
  if (secondSignature?.otherUnion === true && first.org === second.org) throw new DomainError('SAME_UNION');
}

/** The union next above another. */
export async function unionAbove(
  authority: AuthorityFacts,
  orgId: string,
): Promise<OrganisationRecord | undefined> {
  await authority.readTree([orgId], '');
  return authority.organisation(authority.organisation(orgId)?.parent ?? '');
}

function assertProvince(record: OperatorRecord, { province }: Pick<Subject, 'province'>): void {
  if (province !== record.province) throw new DomainError('PROVINCE_FOREIGN', { province });
}
