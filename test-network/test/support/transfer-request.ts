// SPDX-License-Identifier: Apache-2.0
import type { PersonInput, PreparedParts } from '@unionid/domain/api';
import type { SignedInstruction } from '@unionid/domain/instruction';
import { pollUntil } from '@unionid/network';
import { ApiError, rebuildTransferRequest, signInstruction } from '@unionid/sdk';
import { decide, type GovernorClient, type TestNetwork } from '@unionid/test-network';
import { newUnionEntry } from './people-file.js';

/** An employer's credit code in an unassigned division; check character by GB 32100-2015. */
export const EMPLOYER = '91999900MA00000019';

export interface Receiver {
  readonly governor: GovernorClient;
  readonly union: string;
}

/** A union that covers the employer, so that it may ask for those who work there. */
export async function foundReceivingUnion(
  test: TestNetwork,
  organization: string,
  name: string,
): Promise<Receiver> {
  const governor = test.clientOf(organization);
  const employer = { name: '示范机械厂', creditCode: EMPLOYER, nature: '', economicType: '110' };
  const entry = {
    ...newUnionEntry(governor, name),
    employers: [{ ...employer, industry: '', district: '', headcount: 12 }],
  };
  await decide(governor, test.ledger, 'organisation.register', entry);
  return { governor, union: entry.orgId };
}

/** The receiving union's request for a member of another one, prepared at its gateway and signed. */
export async function prepareTransfer(
  { ledger }: TestNetwork,
  { governor, union: to }: Receiver,
  person: PersonInput,
): Promise<SignedInstruction> {
  const { client, operator, signer } = governor;
  const evidence = { kind: 'contract', digest: 'A'.repeat(43) } as const;
  const decision = { to, employer: EMPLOYER, evidence };
  const prepare = (): Promise<PreparedParts> =>
    client.preparations.create({ type: 'transfer.request', person, org: to, employer: EMPLOYER, evidence });
  // Whoever was enrolled a moment ago is not known in every province yet.
  const parts = await pollUntil(() => prepare().catch(unlessUnknown), {
    ...{ what: 'the receiving province knowing the member', timeoutMs: 30_000 },
  });
  const context = { ledger, actor: operator.operatorId, publicKey: signer.publicKey };
  return signInstruction(await rebuildTransferRequest({ person, decision, parts, context }), signer);
}

function unlessUnknown(error: unknown): undefined {
  if (error instanceof ApiError && error.code === 'MEMBER_NOT_FOUND') return undefined;
  throw error;
}
