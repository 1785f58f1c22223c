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
import { digestField, identityIdField, orgIdField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import { claimNow } from './claim-at.js';
import { claimRefusal, claimTerms, type ClaimGround } from './ground.js';
import { CLAIM_REFUSALS, claimStepOf } from './process.js';
import { timestampAt } from '../values/timestamp.js';

/** By the union before which the true owner of a number stands, document in hand; the number leads to another's account. */
export const openClaimPayload = z.strictObject({
  /** Of the true owner: the account that is made once the claim is settled. */
  ...accountFields,
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
    ...(['CLAIM_NAME_SAME', ...CLAIM_REFUSALS.open] as const),
  ],
});

export const openPresentation: PresentationOf<typeof openInstruction> = {
  words: ({ claimed, org, kind }) =>
    kind === 'wrongDocument'
      ? {
          zh: `认领：工会 ${org} 当面核实，账户 ${claimed} 登记的证件号码属于他人（证件录错）`,
          en: `Claim a number: its owner stands before union ${org}, and account ${claimed} was registered with it by mistake`,
        }
      : {
          zh: `认领：工会 ${org} 当面核实，证件的主人从未以账户 ${claimed} 入会（并非本人）`,
          en: `Claim a number: its owner stands before union ${org}, and never joined by account ${claimed}, which was registered with it`,
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
export interface OpenClaimGround extends ClaimGround {
  /** The account that the number leads to. */
  readonly known: { readonly identityId: string; readonly account: AccountRecord } | undefined;
  readonly org: OrganisationRecord | undefined;
  readonly keyVersions: readonly number[];
  /** Operator who opens it. */
  readonly by: string;
}

/** The claim as it is opened: the holding union's time runs from here. @throws DomainError as the definition lists them */
export function openClaim(payload: OpenClaimPayload, ground: OpenClaimGround): ClaimRecord {
  const { org, kind, evidence, level, nameTag: tag, root, identityId: owner } = payload;
  const { province } = assertHome(ground.org, org);
  const personKeys = personKeysOf(payload);
  assertKeyVersions(personKeys, ground.keyVersions);
  assertBound(payload);
  assertClaimable(payload, ground);
  const { by } = ground;
  const before = lastOf(ground);
  return {
    ...{ v: (before?.v ?? 0) + 1, status: 'OPENED', way: '', kind },
    ...{ keys: personKeys.map(personIndexOf), owner, org, province, level, tag, root, evidence, by },
    ...claimTerms(ground),
    // A judge who let the last one pass in silence is passed over.
    ...(before?.way === 'judgeSilence' && { escalated: true }),
  };
}

/** The last claim on the account, as time has made it. @throws DomainError CLAIM_OPEN */
function lastOf({ claim, now }: OpenClaimGround): ClaimRecord | undefined {
  const last = claim && claimNow(claim, timestampAt(now));
  if (last !== undefined && claimStepOf(last.status, 'open') === undefined) throw claimRefusal('open', last);
  return last;
}

function assertClaimable({ claimed, kind, nameTag }: OpenClaimPayload, { known }: OpenClaimGround): void {
  if (known?.identityId !== claimed) throw new DomainError('ACCOUNT_UNKNOWN');
  // Under the owner's own name it is no slip of the pen: a membership there is transferred, or was never wanted.
  if (kind === 'wrongDocument' && known.account.tag === nameTag) throw new DomainError('CLAIM_NAME_SAME');
}
