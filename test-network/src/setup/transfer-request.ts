// SPDX-License-Identifier: Apache-2.0
import type { PersonInput, PreparedParts } from '@unionid/domain/api';
import type { SignedInstruction } from '@unionid/domain/instruction';
import { pollUntil } from '@unionid/network';
import { ApiError, rebuildTransferRequest, signInstruction } from '@unionid/sdk';
import { documentOf } from '../data/sample-document.js';
import { decide, type GovernorClient } from './found-unions.js';
import type { TestNetwork } from './test-network.js';
import { newUnionEntry } from './union-entry.js';

/** An employer's credit code in an unassigned division; check character by GB 32100-2015. */
export const EMPLOYER = '91999900MA00000019';

/** SM3 of the contract that entitles the union. */
const DOCUMENT = documentOf('劳动合同');

export interface Receiver {
  readonly governor: GovernorClient;
  readonly union: string;
}

/** A union that covers the employer, so that it may ask for those who work there. @param parent the province's own by default */
export async function foundReceivingUnion(
  test: TestNetwork,
  organization: string,
  name: string,
  /** Under which other union than the province's, and where it stands. */
  place: { readonly parent?: string; readonly division?: string } = {},
): Promise<Receiver> {
  const governor = test.clientOf(organization);
  const employer = { name: '示范机械厂', creditCode: EMPLOYER, nature: '', economicType: '110' };
  const entry = {
    ...newUnionEntry(governor, name),
    ...place,
    employers: [{ ...employer, industry: '', district: '', headcount: 12 }],
  };
  await decide(governor, test.ledger, 'organisation.register', entry);
  return { governor, union: entry.orgId };
}

/** What a receiving union's gateway makes of the person before it, who is a member of another union. */
export function prepareTransferParts(
  { governor, union }: Receiver,
  person: PersonInput,
  digest = DOCUMENT,
): Promise<PreparedParts> {
  const evidence = { kind: 'contract', digest } as const;
  const prepare = (): Promise<PreparedParts> =>
    governor.client.preparations.create({
      ...{ type: 'transfer.request', person, org: union, employer: EMPLOYER, evidence },
    });
  // Whoever was enrolled a moment ago is not known in every province yet.
  return pollUntil(() => prepare().catch(unlessUnknown), {
    ...{ what: 'the receiving province knowing the member', timeoutMs: 30_000 },
  });
}

/** The receiving union's request for a member of another one, signed; with the member's release code where there is one. */
export async function signTransferRequest(
  { ledger }: Pick<TestNetwork, 'ledger'>,
  { governor, union: to }: Receiver,
  {
    person,
    parts,
    code,
    digest = DOCUMENT,
  }: {
    readonly person: PersonInput;
    readonly parts: PreparedParts;
    readonly code?: string;
    /** Of the document that the preparation was told of. */
    readonly digest?: string;
  },
): Promise<SignedInstruction> {
  const { operator, signer } = governor;
  const decision = { to, employer: EMPLOYER, evidence: { kind: 'contract', digest } as const };
  const context = { ledger, actor: operator.operatorId, publicKey: signer.publicKey };
  const input = { person, decision, parts, context, ...(code !== undefined && { code }) };
  return signInstruction(await rebuildTransferRequest(input), signer);
}

/** Both, one after the other. */
export async function prepareTransfer(
  test: Pick<TestNetwork, 'ledger'>,
  receiver: Receiver,
  person: PersonInput,
): Promise<SignedInstruction> {
  return signTransferRequest(test, receiver, { person, parts: await prepareTransferParts(receiver, person) });
}

function unlessUnknown(error: unknown): undefined {
  if (error instanceof ApiError && error.code === 'MEMBER_NOT_FOUND') return undefined;
  throw error;
}
