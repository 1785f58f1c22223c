// SPDX-License-Identifier: Apache-2.0
import { objectInstruction, objectToTransfer } from '@unionid/domain/transfer';
import { networkOf } from '../governance/network-record.js';
import { handle, type Work } from '../kernel/handler.js';
import { accountOf, groundOf, putTransfer, transferKeys, transferOf } from './transfer-on-ledger.js';

/** The old union objects, on a ground of the closed list. */
export const objectHandler = handle(objectInstruction, {
  keys: transferKeys,
  locate: ({ state, payload: { identityId } }) => {
    const { from, fromProvince, v: version } = transferOf({ state }, identityId);
    return { org: from, province: fromProvince, version, identityId };
  },
  apply: async (work) => {
    const { identityId } = work.payload;
    const ground = groundOf(work, accountOf(work, work.payload));
    const judge = await judgeOf(work, identityId);
    return putTransfer(work, identityId, objectToTransfer(work.payload, judge, ground));
  },
});

/** The lowest union above both sides; between provinces the national one. */
async function judgeOf(work: Work<typeof objectInstruction>, identityId: string): Promise<string> {
  const { state, authority } = work;
  const { from, to } = transferOf(work, identityId);
  const national = networkOf(state).nationalOrg;
  if (to === '') return national;
  await authority.readTree([from, to], national);
  let judge = authority.organisation(from)?.parent ?? '';
  while (judge !== '' && !authority.isWithin(to, judge)) judge = authority.organisation(judge)?.parent ?? '';
  return judge === '' ? national : judge;
}
