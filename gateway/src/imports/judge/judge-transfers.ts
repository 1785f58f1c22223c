// SPDX-License-Identifier: Apache-2.0
import { DomainError, refusalOf } from '@unionid/domain/errors';
import type { BatchSides } from '@unionid/domain/ledger';
import { transferAgreed, type BatchRow } from '@unionid/domain/transfer';
import { readAgreedGround } from '../../read-model/agreed-ground.js';
import { IMPORT_LIMITS } from '../limits/import-limits.js';
import type { Judge } from './file-judge.js';
import { readMoves } from './judge-moves.js';
import { documentProblem } from './lost-members.js';
import { toMemberGround, type MemberGround } from './member-rows.js';

type Sides = Pick<BatchSides, 'from' | 'to'>;

/** Members of another union whom both sides agree to move, by the rule that the contract asks of each row. */
export const TRANSFER_JUDGE: Judge = {
  maxRows: IMPORT_LIMITS.rows,
  open(judgeGround) {
    const { sides } = judgeGround;
    if (sides === undefined) throw new DomainError('INTERNAL');
    const ground = { ...toMemberGround(judgeGround), sides };
    const rule = {
      // Of sides that were exchanged it is all that is wrong.
      refuseUnion: async (orgId: string) =>
        (await ground.readModel.isWithin(orgId, sides.to)) ? undefined : NOT_NEW_SIDE,
      judge: async (row: BatchRow) => {
        const refusal = await refusalOfRow(row, ground);
        if (refusal?.code === 'MEMBER_UNCHANGED') return 'unchanged' as const;
        return refusal === undefined ? row : documentProblem(refusal.code);
      },
      // Of a membership here before, or of another list: asked for singly, it makes room.
      whyKept: () => Promise.resolve('IDENTITY_ID_TAKEN' as const),
    } as const;
    return { take: (rows) => readMoves(rows, ground, rule), end: () => undefined };
  },
};

const NOT_NEW_SIDE = { code: 'UNION_NOT_NEW_SIDE', column: '所属工会', details: {} } as const;

interface TransferGround extends MemberGround {
  readonly sides: Sides;
}

/** What the contract would say of it now. */
async function refusalOfRow(
  row: BatchRow,
  { readModel, sides, time }: TransferGround,
): Promise<DomainError | undefined> {
  const network = await readModel.network();
  const written = await readModel.writtenAccount(row.identityId);
  const facts = { sides, network, written, signers: [], now: Date.parse(time) };
  const agreed = await readAgreedGround(row, facts, readModel);
  return refusalOf(() => transferAgreed(row, agreed));
}
