// SPDX-License-Identifier: Apache-2.0
import {
  INSTRUCTION_TYPES,
  parseSignedInstruction,
  type InstructionType,
  type PayloadOf,
} from '@unionid/domain/catalogue';
import { contractFunctionOf, instructionDigest } from '@unionid/domain/instruction';
import type { ChaincodeName, Grant } from '@unionid/domain/ledger';
import { newMemberEntry, type Committed, type TestOperator } from '#src/testing/index.js';
import { registerOperator, type UnionTree } from './union-tree.js';

/** Registers a cadre whose person is bound, so that it may sign first or second. */
export async function boundCadre(
  tree: UnionTree,
  {
    org,
    person,
    grants = ['member'],
    home = tree.basic,
    by = tree.sichuan.root,
    registrar = by,
  }: {
    readonly org: string;
    readonly person: string;
    readonly grants?: readonly Grant[];
    readonly home?: string;
    /** The root operator of the province. */
    readonly by?: TestOperator;
    /** Where it is no cadre of that province: the national union has no members. */
    readonly registrar?: TestOperator;
  },
): Promise<TestOperator> {
  const entry = newMemberEntry(tree, home, { person });
  await tree.submit('person.enrol', entry, { by });
  // Nobody makes a superadmin of the own union.
  const role = org === registrar.org ? 'cadre' : 'superadmin';
  const operator = await registerOperator(tree, { org, role, grants, by: registrar });
  const bound = { operatorId: operator.operatorId, identityId: entry.identityId, place: '' };
  await tree.submit('operator.bindPerson', bound, { by: registrar, subjectVersion: 1 });
  return operator;
}

/** One who approves for the national union, and is a member in a province. */
export function nationalApprover(
  tree: UnionTree,
  named: { readonly person: string; readonly home?: string; readonly by?: TestOperator },
): Promise<TestOperator> {
  const { orgId: org, root: registrar } = tree.national;
  return boundCadre(tree, { ...named, org, grants: ['approve'], registrar });
}

export interface TwoSigned<T extends InstructionType> {
  readonly payload: PayloadOf<T>;
  readonly subjectVersion: number;
  readonly first: TestOperator;
  readonly second: TestOperator;
}

/** Has one sign a decision that waits, and another confirm it. */
export async function decideByTwo<T extends InstructionType>(
  tree: UnionTree,
  type: T,
  signed: TwoSigned<T>,
): Promise<void> {
  await signByTwo(tree, type, signed);
}

/** The same, and what came of it. */
export async function signByTwo<T extends InstructionType>(
  tree: UnionTree,
  type: T,
  { payload, subjectVersion, first, second }: TwoSigned<T>,
): Promise<Committed> {
  const { chaincode } = INSTRUCTION_TYPES[type];
  const name: ChaincodeName = chaincode === 'each' ? 'identity' : chaincode;
  const argument = await tree.instruct(type, payload, { by: first, subjectVersion });
  await tree.call(contractFunctionOf(type), argument, { mspId: first.mspId }, name);
  const decision = parseSignedInstruction(argument);
  const digest = instructionDigest(decision.instruction);
  const confirmed = { by: second, subjectVersion: 1, change: { chaincode: name } };
  const confirmation = await tree.instruct('decision.confirm', { decision, digest }, confirmed);
  return tree.call('decision:confirm', confirmation, { mspId: second.mspId }, name);
}

type End = (tree: UnionTree, signer: TestOperator, root: TestOperator) => Promise<unknown>;

/** How somebody who signed may not any more, and the code by which that is told. */
export const NO_LONGER_ENTITLED: readonly (readonly [string, End])[] = [
  [
    'OPERATOR_REVOKED',
    (tree, { operatorId }, by) =>
      tree.submit('operator.revoke', { operatorId, reason: 'other' }, { by, subjectVersion: 2 }),
  ],
  [
    'KEY_REVOKED',
    (tree, { operatorId, keyId }, by) =>
      tree.submit('operator.revokeKey', { operatorId, keyId }, { by, subjectVersion: 2 }),
  ],
  [
    'GRANT_MISSING',
    (tree, { operatorId }, by) =>
      tree.submit('operator.grant', { operatorId, grants: [] }, { by, subjectVersion: 2 }),
  ],
];
