// SPDX-License-Identifier: Apache-2.0
import { inboxPage, pageQuery, type InboxItem } from '@unionid/domain/api';
import { INSTRUCTION_TYPES } from '@unionid/domain/catalogue';
import type { InstructionDefinition, Relation } from '@unionid/domain/instruction';
import { NATIONAL_CODE } from '@unionid/domain/ledger';
import { timestampAt } from '@unionid/domain/values';
import * as z from 'zod/mini';
import { toPageRequest } from '../http/page-request.js';
import type { Caller } from '../http/route.js';
import type { InboxOwner } from '../read-model/read-model.js';
import { nameUnions } from '../read-model/name-unions.js';
import { ownAccounts } from '../read-model/own-accounts.js';
import { unlessUnreadable } from '../read-model/readable.js';
import { ledgerNow } from '../standing/ledger-now.js';
import { subjectsOf } from './is-payee.js';
import { operatorRoute } from './route-builders.js';
import type { Services } from './services.js';

const DAY_MS = 86_400_000;
const OBJECT = 'transfer.object';
/** Relations of whoever is set over the union that a decision is about; the others are the national union's. */
const BELOW: ReadonlySet<Relation> = new Set(['own', 'subtree', 'oldSide']);

/** What waits for whoever asks. */
export const inboxRoutes = [
  operatorRoute({
    method: 'get',
    path: '/v1/inbox',
    operationId: 'listInbox',
    summary: {
      zh: '待办：等待本人处理的接转、认领、发放、决定、审计事项，等待最久的在前',
      en: 'What waits for the caller: turns in transfers and claims, steps of plans, decisions, audits; the longest first',
    },
    tag: 'inbox',
    query: z.strictObject(pageQuery.shape),
    response: inboxPage,
    status: 200,
    errors: [],
    handle: async ({ services, query, caller }) => {
      const [owner, now] = [await ownerOf(caller, services), await ledgerNow(services)];
      const times = {
        now: timestampAt(now),
        dayAgo: timestampAt(now - DAY_MS),
        weekAgo: timestampAt(now - 7 * DAY_MS),
      };
      const page = await services.readModel.inbox(owner, times.now, toPageRequest(query));
      const items = await Promise.all(page.items.map((item) => inTime(item, times.now, services)));
      const counts = await services.readModel.inboxCounts(owner, times);
      return { body: await nameUnions(services.readModel, { ...page, items, counts }) };
    },
  }),
];

/** Between the deadline and the silence nobody objects any more; letting the member go is still up to the old union. */
async function inTime(item: InboxItem, now: string, { readModel }: Services): Promise<InboxItem> {
  if (item.kind !== 'transfer' || !item.actions.includes(OBJECT)) return item;
  const known = await readModel.transfer(item.identityId).catch(unlessUnreadable);
  const isLate = known !== undefined && known.transfer.due <= now;
  return isLate ? { ...item, actions: item.actions.filter((action) => action !== OBJECT) } : item;
}

async function ownerOf(
  { operator }: Caller,
  { readModel }: Pick<Services, 'readModel'>,
): Promise<InboxOwner> {
  const { operatorId, person = '', org, province, grants, audits } = operator;
  const accounts = person === '' ? [] : await ownAccounts(person, readModel);
  return {
    ...{ operatorId, person, org, province, grants },
    accounts,
    subjects: await subjectsOf(accounts, readModel),
    actsOnMembers: grants.includes('member'),
    answersFindings: grants.includes('fund'),
    supervises: grants.includes('audit'),
    audits,
    confirmable: confirmableBy(operator),
  };
}

/** What an operator may be the second to sign; nobody without a person behind it is ever one. */
function confirmableBy({ person, province, grants }: Caller['operator']): InboxOwner['confirmable'] {
  const definitions: readonly InstructionDefinition[] = Object.values(INSTRUCTION_TYPES);
  const open = definitions.filter(
    ({ secondSignature, grant }) =>
      person !== undefined &&
      secondSignature !== undefined &&
      (grant === undefined || grants.includes(grant)),
  );
  const typesWhere = (is: (definition: InstructionDefinition) => boolean): readonly string[] =>
    open.filter(is).map(({ type }) => type);
  return {
    below: typesWhere(({ secondSignature }) => BELOW.has(secondSignature?.relation ?? 'any')),
    anywhere:
      province === NATIONAL_CODE
        ? typesWhere(({ secondSignature }) => !BELOW.has(secondSignature?.relation ?? 'any'))
        : [],
    otherUnion: typesWhere(({ secondSignature }) => secondSignature?.otherUnion === true),
  };
}
