// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { assertKeyVersions } from '../governance/key-versions.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import {
  CLAIM_KINDS,
  personIndexOf,
  type AccountRecord,
  type ClaimRecord,
  type OrganisationRecord,
} from '../ledger/index.js';
import { ACCOUNT_SAMPLE, accountFields, assertBound, assertHome, personKeysOf } from '../person/account.js';
import { digestField, identityIdField, orgIdField, placeField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import { claimNow } from './claim-at.js';
import { assertUndecided } from './decided.js';
import { claimRefusal, claimTerms, isPersonMissing, type ClaimGround } from './ground.js';
import { CLAIM_REFUSALS, claimStepOf } from './process.js';
import { timestampAt } from '../values/timestamp.js';

/** By the union before which the true owner of a number stands, document in hand; the number leads to another's account. */
export const openClaimPayload = z.strictObject({
  /** Of the true owner: the account that is made once the claim is settled. Of one that there is, the root that it has. */
  ...accountFields,
  /** Where the owner's account stands, if there is one already: the number is to lead to it (ADR 66). */
  place: z.exactOptional(placeField),
  org: orgIdField,
  /** The account that the number leads to now. */
  claimed: identityIdField,
  kind: z.enum(CLAIM_KINDS),
  /** SM3 of the document that was seen. */
  evidence: digestField,
});
export type OpenClaimPayload = z.output<typeof openClaimPayload>;

export const openInstruction = defineInstruction({
  type: 'claim.open',
  chaincode: 'identity',
  payload: openClaimPayload,
  grant: 'member',
  subject: 'claim',
  hasDeadline: true,
  errors: [
    ...(['ORGANISATION_UNKNOWN', 'ORGANISATION_CLOSED', 'ACCOUNT_UNKNOWN'] as const),
    ...(['IDENTITY_ID_UNBOUND', 'KEY_VERSION_NOT_IN_FORCE', 'FORMER_KEY_NEEDED'] as const),
    ...(['PLACE_WRONG', 'OWN_ACCOUNT', 'STALE_SUBJECT', 'CLAIM_ACCOUNT', 'NAME_DIFFERS'] as const),
    ...(['CLAIM_NAME_SAME', 'CLAIM_DECIDED', ...CLAIM_REFUSALS.open] as const),
  ],
});

export const openPresentation: PresentationOf<typeof openInstruction> = {
  words: ({ claimed, org, kind, identityId, place }) => {
    const onto =
      place === undefined || kind === 'duplicate'
        ? { zh: '', en: '' }
        : {
            zh: `；号码转到其已有的账户 ${identityId}`,
            en: `; the number goes to the account that the owner has, ${identityId}`,
          };
    switch (kind) {
      case 'wrongDocument':
        return {
          zh: `认领：工会 ${org} 当面核实，账户 ${claimed} 登记的证件号码属于他人（证件录错）${onto.zh}`,
          en: `Claim a number: its owner stands before union ${org}, and account ${claimed} was registered with it by mistake${onto.en}`,
        };
      case 'notMe':
        return {
          zh: `认领：工会 ${org} 当面核实，证件的主人从未以账户 ${claimed} 入会（并非本人）${onto.zh}`,
          en: `Claim a number: its owner stands before union ${org}, and never joined by account ${claimed}, which was registered with it${onto.en}`,
        };
      case 'duplicate':
        return {
          zh: `认领：工会 ${org} 当面核实，本会以错误号码登记的账户 ${identityId} 与账户 ${claimed} 是同一人（重复登记）；保留 ${claimed}`,
          en: `Claim: union ${org} has seen that its account ${identityId}, under a wrong number, is the same person's as account ${claimed}, which stands`,
        };
    }
  },
  sample: () => ({
    ...ACCOUNT_SAMPLE,
    org: SAMPLE.orgId,
    claimed: SAMPLE.identityId,
    kind: 'wrongDocument',
    evidence: SAMPLE.digest,
  }),
};

/** What the ledger knows when a number is claimed. */
export interface OpenClaimGround extends Omit<ClaimGround, 'actors' | 'holderProvince'> {
  /** The account that the number leads to. */
  readonly known: { readonly identityId: string; readonly account: AccountRecord } | undefined;
  readonly org: OrganisationRecord | undefined;
  readonly keyVersions: readonly number[];
  /** The owner's account, where the claim says that there is one, and the union that answers for it. */
  readonly own: { readonly account: AccountRecord; readonly orgId: string } | undefined;
  /** The union, or where that ends whoever has its members. */
  readonly heirOf: (orgId: string) => string;
  /** Operator who opens it, and the person behind, where one is bound. */
  readonly by: string;
  readonly person: string | undefined;
}

/** The claim as it is opened: the holding union's time runs from here. @throws DomainError as the definition lists them */
export function openClaim(payload: OpenClaimPayload, ground: OpenClaimGround): ClaimRecord {
  const { org, kind, evidence, level, nameTag: tag, root, identityId: owner } = payload;
  const { province } = assertHome(ground.org, org);
  const personKeys = personKeysOf(payload);
  assertKeyVersions(personKeys, ground.keyVersions);
  assertOwner(payload, ground);
  const { province: holderProvince } = assertClaimable(payload, ground);
  const { by } = ground;
  const before = lastOf(ground);
  assertUndecided(payload, before, ground.heirOf);
  if (isPersonMissing({ holderProvince, province }, ground)) throw new DomainError('PERSON_UNBOUND');
  return {
    ...{ v: (before?.v ?? 0) + 1, status: 'OPENED', way: '', kind },
    ...{ keys: personKeys.map(personIndexOf), owner, org, province, level, tag, root, evidence, by },
    ...(payload.place !== undefined && { onto: true as const }),
    ...claimTerms(ground),
    ...(before?.decided !== undefined && { decided: before.decided }),
    ...(isEscalated(before) && { escalated: true }),
  };
}

/** Whether a judge who let one pass in silence is passed over: until one is decided, whoever takes back what was opened between. */
function isEscalated(before: ClaimRecord | undefined): boolean {
  return before?.way === 'judgeSilence' || (before?.escalated === true && before.way !== 'decision');
}

/** The last claim on the account, as time has made it. @throws DomainError CLAIM_OPEN */
function lastOf({ claim, now }: OpenClaimGround): ClaimRecord | undefined {
  const last = claim && claimNow(claim, timestampAt(now));
  if (last !== undefined && claimStepOf(last.status, 'open') === undefined) throw claimRefusal('open', last);
  return last;
}

/** That the owner's account is to be made, or is one of the union's that can be corrected. */
function assertOwner(payload: OpenClaimPayload, { own, person }: OpenClaimGround): void {
  const { identityId, claimed, kind, org, root } = payload;
  if (own === undefined) {
    // Only of two accounts can one be the other's duplicate.
    if (kind === 'duplicate') throw new DomainError('CLAIM_ACCOUNT');
    assertBound(payload);
    return;
  }
  if (identityId === person) throw new DomainError('OWN_ACCOUNT');
  const { account, orgId } = own;
  if (identityId === claimed || orgId !== org || account.state === 'VOIDED')
    throw new DomainError('CLAIM_ACCOUNT');
  if (account.root !== root) throw new DomainError('STALE_SUBJECT');
}

function assertClaimable(
  { claimed, kind, nameTag }: OpenClaimPayload,
  { known }: OpenClaimGround,
): AccountRecord {
  if (known?.identityId !== claimed) throw new DomainError('ACCOUNT_UNKNOWN');
  // The same person's is under the same name.
  if (kind === 'duplicate' && known.account.tag !== nameTag) throw new DomainError('NAME_DIFFERS');
  // Under the owner's own name it is no slip of the pen: a membership there is transferred, or was never wanted.
  if (kind === 'wrongDocument' && known.account.tag === nameTag) throw new DomainError('CLAIM_NAME_SAME');
  return known.account;
}
