// SPDX-License-Identifier: Apache-2.0
import { MEMBERSHIP_STATES } from '@unionid/domain/ledger';
import { isHeld } from '@unionid/domain/person';
import { sql, type RawBuilder } from 'kysely';
import { answeringIn, heirIn, judgeIn } from '../shape/union-tree.js';

/** Whoever is a member: of whom no application waits any more (applicationAt), and of nobody else a transfer. */
export const HELD = MEMBERSHIP_STATES.filter(isHeld);

/** Turns in transfers with the union that acts as things stand: unions move and end while they wait. */
export function transferTurns(isOpen: RawBuilder<boolean>): RawBuilder<unknown> {
  return sql`
    select transfer_wait.identity_id, transfer_wait.since, until, silence, actions, others, case
        when side = 'judge' then ${judgeIn({ judge: 'transfer.judge', sides: ['transfer.from_org', 'transfer.to_org'] })}
        when actions = 'transfer.complete' then ${heirIn('transfer_wait.org')}
        else ${answeringIn('transfer_wait.org')} end as org
    from transfer_wait join transfer on transfer.identity_id = transfer_wait.identity_id
      join account on account.identity_id = transfer.identity_id
    where ${isOpen} and account.state in (${sql.join(HELD)}) and account.org = ${holderIn()}
      and case account.nth when 0 then 1 else account.nth end = transfer_wait.nth and (not ${isBack()} or ${mayReturnIn()})`;
}

/** By what the old union would have the member back. */
function isBack(): RawBuilder<boolean> {
  return sql<boolean>`(side = 'old' and actions in ('transfer.appeal', 'transfer.complete'))`;
}

/** Of a member who is where the transfer has brought it: `mayReturn` for rows. */
function mayReturnIn(): RawBuilder<boolean> {
  return sql<boolean>`(transfer_wait.tag in ('', account.name_tag) and account.org <> ${heirIn('transfer_wait.org')})`;
}

/** The union that has the member as long as a turn is anybody's: whoever has gone another way, or is no member, waits for nobody. */
function holderIn(): RawBuilder<string> {
  // An appeal may be about the one before, which has brought the member to where the newest begins.
  return sql<string>`case
    when transfer.status in ('APPEALED', 'RECALLED') then transfer.to_org
    when actions = 'transfer.appeal' and transfer.status = 'COMPLETED' then transfer.to_org
    else transfer.from_org end`;
}
