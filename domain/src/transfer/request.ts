// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { assertKeyVersions } from '../governance/key-versions.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import {
  TRANSFER_EVIDENCE,
  type LedgerName,
  type OrganisationRecord,
  type TransferRecord,
} from '../ledger/index.js';
import { ACCOUNT_SAMPLE, accountFields, assertHome, personKeysOf } from '../person/account.js';
import { creditCodeField, digestField, orgIdField, orNone, slotField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import {
  assertMember,
  codeOf,
  decidedBefore,
  decisionsOf,
  moveOf,
  newTransfer,
  type MemberCode,
  type TransferGround,
} from './ground.js';
import { assertParty } from './parties.js';
import { TRANSFER_REFUSALS } from './process.js';
import { codeUse, isCodeUsed, type CodeUse } from './release-code.js';
import { requireSlot } from './slots.js';
import { timestampAt } from '../values/timestamp.js';
import { endOfTerm, termEnd, versionsOf } from './rules.js';
import { silenceAt } from './term.js';

const { identityId, personKey, formerKey, nameTag, root } = accountFields;

/** 乡镇街道: its union holds whom no union at work holds. */
export const RESIDENCE_LEVEL = 4;

/** Proof of the new labour relation or of residence, and the SM3 digest of the document that shows it. */
export const transferEvidence = z.strictObject({ kind: z.enum(TRANSFER_EVIDENCE), digest: digestField });

/** By the new union, which has the person's document and name before it: the ledger compares the tags of both. */
export const requestPayload = z.strictObject({
  ...{ identityId, personKey, formerKey, nameTag },
  /** Of the real-name record in the new union's vault. */
  root,
  to: orgIdField,
  evidence: transferEvidence,
  /** The new employer, which the union covers; of residence the one that has no union yet, or ''. */
  employer: orNone(creditCodeField),
  /** Which of the union's open requests it is (slots.ts); a request by code needs none. */
  slot: z.exactOptional(slotField),
  code: z.exactOptional(codeUse),
});
export type RequestPayload = z.output<typeof requestPayload>;

export const requestInstruction = defineInstruction({
  type: 'transfer.request',
  chaincode: 'identity',
  payload: requestPayload,
  grant: 'member',
  subject: 'transfer',
  hasDeadline: true,
  errors: [
    ...(['ORGANISATION_UNKNOWN', 'ORGANISATION_CLOSED', 'EMPLOYER_NOT_COVERED'] as const),
    ...(['RESIDENCE_UNION_NEEDED', 'TRANSFER_CAP', 'TRANSFER_SLOT_TAKEN'] as const),
    ...(['KEY_VERSION_NOT_IN_FORCE', 'FORMER_KEY_NEEDED', 'MEMBER_NOT_FOUND'] as const),
    ...(['MEMBERSHIP_NONE', 'MEMBER_UNCHANGED'] as const),
    ...TRANSFER_REFUSALS.request,
    ...(['TRANSFER_DECIDED', 'SAME_PERSON'] as const),
    ...(['TRANSFER_CODE_INVALID', 'TRANSFER_CODE_EXPIRED'] as const),
  ],
});

export const requestPresentation: PresentationOf<typeof requestInstruction> = {
  words: ({ identityId: who, to, employer, code }) => ({
    zh: `申请将会员 ${who} 转入工会 ${to}（${employer === '' ? '按居住地' : `新单位 ${employer}`}${code === undefined ? '' : '，凭接转码'}）`,
    en: `Ask for member ${who} to come to union ${to} (${employer === '' ? 'by residence' : `new employer ${employer}`}${code === undefined ? '' : ', by release code'})`,
  }),
  sample: () => ({
    identityId: ACCOUNT_SAMPLE.identityId,
    personKey: ACCOUNT_SAMPLE.personKey,
    nameTag: ACCOUNT_SAMPLE.nameTag,
    root: ACCOUNT_SAMPLE.root,
    to: SAMPLE.otherOrgId,
    evidence: { kind: 'contract', digest: SAMPLE.digest },
    employer: '91510100MA00000019',
    slot: 0,
  }),
};

/** What the ledger knows when a member is asked for. */
export interface RequestGround extends Omit<TransferGround, 'account'> {
  /** The account that the personKey leads to. */
  readonly known: { readonly identityId: string; readonly account: TransferGround['account'] } | undefined;
  /** The union that is to have the member. */
  readonly org: OrganisationRecord | undefined;
  readonly coversEmployer: boolean;
  /** The newest transfer of whoever was asked for last in the slot. */
  readonly inSlot: TransferRecord | undefined;
  readonly keyVersions: readonly number[];
  /** The union, or where that has ended whoever is in its place. */
  readonly heirOf: (orgId: string) => string;
  /** On which a code was used; of a request without one it does not matter. */
  readonly ledger?: LedgerName;
}

/**
 * The transfer as the new union asks for it: the old one's time runs from here, unless it gave the member a code.
 * @throws DomainError as the definition lists them
 */
export function requestTransfer(payload: RequestPayload, ground: RequestGround): TransferRecord {
  const { to, evidence, root: newRoot, code } = payload;
  const home = assertEntitled(payload, ground);
  const { province: toProvince } = home;
  assertKeyVersions(personKeysOf(payload), ground.keyVersions);
  const whole = { ...ground, account: assertSamePerson(payload, { ...ground, home }), toProvince };
  const who = ground.actors !== undefined && { by: ground.actors.actor };
  const beginning = { ...newTransfer(whole), ...termsOf(ground) };
  const asked = { ...beginning, to, toProvince, evidence, ...who, root: newRoot };
  const kept = codeOf(whole);
  if (code !== undefined) {
    const { number, codeBy } = assertCode(payload, code, { ...whole, kept });
    return { ...asked, number, status: 'AGREED', way: 'code', ...(codeBy !== undefined && { let: codeBy }) };
  }
  const { to: status } = moveOf('request', whole);
  assertUndecided(payload, ground.heirOf, whole);
  const slot = requireSlot(payload, ground);
  // Whoever asks without the code does not take it from the member who has it.
  return { ...asked, slot, status, way: '', ...kept };
}

/** After a decision the same union brings something new, another document or the member's code. @throws DomainError TRANSFER_DECIDED */
function assertUndecided(
  { to, evidence }: Pick<RequestPayload, 'to' | 'evidence'>,
  heirOf: RequestGround['heirOf'],
  ground: Omit<TransferGround, 'rules'>,
): void {
  const onIt = decisionsOf(decidedBefore(ground)).filter(({ digest }) => digest === evidence.digest);
  // Nor does whoever is in its place, once it has ended.
  if (onIt.some((decision) => heirOf(decision.to) === to)) throw new DomainError('TRANSFER_DECIDED');
}

/** What entitles a union to ask: that it covers the new employer, or that it is the union of residence (art. 13). */
function assertEntitled(
  { to, employer, evidence }: RequestPayload,
  { org, coversEmployer }: RequestGround,
): OrganisationRecord {
  const home = assertHome(org, to);
  if (evidence.kind !== 'residence') {
    if (!coversEmployer) throw new DomainError('EMPLOYER_NOT_COVERED', { employer });
  } else if (home.level !== RESIDENCE_LEVEL)
    throw new DomainError('RESIDENCE_UNION_NEEDED', { level: home.level });
  return home;
}

/**
 * That the person before the union is the account's, a member, and of another union. Within a province the record stays, and with it the
 * root (ADR 40): another would be signed for a record that nobody keeps.
 * @throws DomainError MEMBER_NOT_FOUND, MEMBERSHIP_NONE, MEMBER_UNCHANGED, STALE_SUBJECT
 */
export function assertSamePerson(
  { identityId: who, nameTag: tag, root: seen, to }: SignedPerson,
  { known, home }: Pick<RequestGround, 'known'> & { readonly home: Pick<OrganisationRecord, 'province'> },
): TransferGround['account'] {
  if (known?.identityId !== who || known.account.tag !== tag) throw new DomainError('MEMBER_NOT_FOUND');
  const { account } = known;
  assertMember(account);
  if (account.org === to) throw new DomainError('MEMBER_UNCHANGED');
  if (account.province === home.province && account.root !== seen) throw new DomainError('STALE_SUBJECT');
  return account;
}

type SignedPerson = Pick<RequestPayload, 'identityId' | 'nameTag' | 'root' | 'to'>;

/** The code that opens a transfer, also where another union, which has none, asked meanwhile: the code is what the member wants. */
function assertCode(
  { identityId: who, to }: RequestPayload,
  { expires, signature }: CodeUse,
  {
    kept,
    ledger,
    now,
    actors,
    account,
    toProvince,
  }: RequestGround & TransferGround & { readonly kept: MemberCode | undefined; readonly toProvince: string },
): MemberCode {
  if (kept === undefined || ledger === undefined) throw new DomainError('TRANSFER_CODE_INVALID');
  if (expires < timestampAt(now)) throw new DomainError('TRANSFER_CODE_EXPIRED', { expires });
  const claim = { identityId: who, number: kept.number, to, expires };
  if (!isCodeUsed(ledger, claim, { signature, publicKey: kept.codeKey }))
    throw new DomainError('TRANSFER_CODE_INVALID');
  if (actors !== undefined) {
    const beginning = { fromProvince: account.province, toProvince };
    // Past another union that has asked without it, too.
    const current = { ...kept, status: 'RELEASED', ...beginning } as const;
    assertParty({ action: 'request', by: 'new' }, { current, beginning }, actors);
  }
  return kept;
}

/** The deadlines of a request, and the versions of the rules by which everything after it is counted. */
export function termsOf({
  now,
  rules,
}: Pick<RequestGround, 'now' | 'rules'>): Pick<TransferRecord, 'due' | 'silentAt' | 'lapsesAt' | 'rules'> {
  const due = endOfTerm(now, { term: 'answer', side: 'old' }, rules);
  const silent = silenceAt(due, rules);
  const versions = versionsOf(rules);
  return {
    ...{ due: timestampAt(due), silentAt: timestampAt(silent) },
    lapsesAt: termEnd(silent, { term: 'take', side: 'new' }, rules),
    ...(versions.some((version) => version > 0) && { rules: versions }),
  };
}
