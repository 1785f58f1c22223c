// SPDX-License-Identifier: Apache-2.0
import { DomainError, refusalOf, type ErrorCode } from '@unionid/domain/errors';
import { unitOfRow, type MemberColumn } from '@unionid/domain/forms';
import { keyVersionsOf } from '@unionid/domain/governance';
import type { TransferRecord } from '@unionid/domain/ledger';
import {
  decidedUnions,
  OPEN_REQUESTS,
  partiesOf,
  requestByRow,
  rulesOf,
  type RequestGround,
  type RequestRow,
} from '@unionid/domain/transfer';
import { heirOf } from '../../read-model/heir-of.js';
import { readOrganisation } from '../../read-model/lawful-switch.js';
import { actorsOf } from '../../standing/actors-of.js';
import { ASKED, isAsked } from '../../standing/asked-records.js';
import type { SeenRecord } from '../../vault/vault.js';
import { IMPORT_LIMITS } from '../limits/import-limits.js';
import type { Judge, ListSlots } from './file-judge.js';
import { readMoves, type MoveRule, type Moving } from './judge-moves.js';
import { NO_NOTES, type JudgedRow, type Problem } from './judged-row.js';
import { documentProblem } from './lost-members.js';
import { toMemberGround, type Candidate, type MemberGround } from './member-rows.js';

/** Members of other unions whom an import of members has found: each is asked for by the rule of a request of its own. */
export const REQUEST_JUDGE: Judge = {
  maxRows: IMPORT_LIMITS.rows,
  open(judgeGround) {
    const { asks, evidence: digest, slots, isElsewhere } = judgeGround;
    if (asks === undefined) throw new DomainError('INTERNAL');
    const proof = { kind: asks.kind, digest };
    const ground = { ...toMemberGround(judgeGround), proof };
    const place = slotGiver(slots);
    const rule: MoveRule = {
      judge: (moving, candidate) => {
        // Of a batch that is judged again.
        slots.giveBack({ org: moving.to, identityId: moving.identityId });
        return judge(moving, candidate, ground);
      },
      place,
      whyKept: (seen) => whyKept(seen, ground),
    };
    return {
      take: async (rows) => {
        const wanted = await isElsewhere(
          asks.source,
          rows.map(({ row }) => row),
        );
        const batch = await readMoves(
          rows.filter(({ row }) => wanted.has(row)),
          ground,
          rule,
        );
        const others = rows.filter(({ row }) => !wanted.has(row)).map(({ row }) => leaveAside(row));
        return { ...batch, judge: async () => [...others, ...(await batch.judge())] };
      },
      end: () => undefined,
    };
  },
};

/** Whoever is no member of another union is nobody to ask for. */
function leaveAside(row: number): JudgedRow {
  return { rows: [row], outcome: 'aside', notes: NO_NOTES };
}

/** A union that has none left has none for the rest of the list: it is asked once. */
function slotGiver(slots: ListSlots): NonNullable<MoveRule['place']> {
  const full = new Set<string>();
  return async ({ to: org, identityId }) => {
    const slot = full.has(org) ? undefined : await slots.take({ org, identityId });
    if (slot !== undefined) return { slot };
    full.add(org);
    return documentProblem('TRANSFER_CAP', { open: OPEN_REQUESTS });
  };
}

interface RequestsGround extends MemberGround {
  readonly proof: NonNullable<TransferRecord['evidence']>;
}

/** Of which column a refusal speaks; any other of the document. */
const COLUMN_OF: Readonly<Partial<Record<ErrorCode, MemberColumn>>> = {
  ...{ EMPLOYER_NOT_COVERED: '工作单位', RESIDENCE_UNION_NEEDED: '所属工会' },
  ...{ ORGANISATION_CLOSED: '所属工会' },
};

async function judge(
  moving: Moving,
  { row }: Candidate,
  ground: RequestsGround,
): Promise<RequestRow | Problem | 'unchanged'> {
  const { readModel, proof } = ground;
  const { identityId, to } = moving;
  const unit = proof.kind === 'residence' ? '' : unitOfRow(row, await readModel.employers(to));
  const transfer = (await readModel.transfer(identityId))?.transfer;
  const { employer, coversEmployer } = { employer: unit ?? '', coversEmployer: unit !== undefined };
  const asked = { ...moving, employer, slot: 0, version: transfer?.v ?? 0 };
  const refusal = await refusalOfRow(asked, { transfer, coversEmployer }, ground);
  if (refusal === undefined) return asked;
  return isSo(refusal, { transfer, to }) ? 'unchanged' : problemOf(refusal);
}

/** Whether the person is here already, or asked for by the same union. */
function isSo(
  { code }: DomainError,
  { transfer, to }: { readonly transfer: TransferRecord | undefined; readonly to: string },
): boolean {
  return code === 'MEMBER_UNCHANGED' || (code === 'TRANSFER_OPEN' && transfer?.to === to);
}

/** What the contract would say of it now; which slot is free is found out after that. */
async function refusalOfRow(
  row: RequestRow,
  facts: Pick<RequestGround, 'transfer' | 'coversEmployer'>,
  { readModel, proof: evidence, scope: { operatorId }, time }: RequestsGround,
): Promise<DomainError | undefined> {
  const account = (await readModel.writtenAccount(row.identityId))?.account;
  const org = await readOrganisation(row.to, readModel);
  const network = (await readModel.network()) ?? {};
  const heirs = await heirsOf(decidedUnions(facts.transfer), readModel);
  const signer = { operatorId, person: (await readModel.operator(operatorId))?.person };
  const actors = await actorsOf(partiesOf(facts.transfer ?? {}), signer, readModel);
  const sides = { asked: time, fromProvince: account?.province ?? '', toProvince: org?.province ?? '' };
  return refusalOf(() =>
    requestByRow(
      row,
      { evidence },
      {
        ...{ ...facts, org, known: account && { identityId: row.identityId, account } },
        heirOf: (orgId) => heirs.get(orgId) ?? orgId,
        ...{
          actors,
          inSlot: undefined,
          signers: [],
          now: Date.parse(time),
          keyVersions: keyVersionsOf(network),
        },
        // How long each side will have is the contract's to count: nobody is refused for it.
        rules: rulesOf(sides, { policies: [], calendars: [] }, {}),
      },
    ),
  );
}

async function heirsOf(
  orgIds: readonly string[],
  readModel: RequestsGround['readModel'],
): Promise<ReadonlyMap<string, string>> {
  return new Map(
    await Promise.all(orgIds.map(async (orgId) => [orgId, await heirOf(orgId, readModel)] as const)),
  );
}

function problemOf({ code, details }: DomainError): Problem {
  const column = COLUMN_OF[code];
  return column === undefined ? documentProblem(code, details) : { code, column, details };
}

/** A record of a former membership here, or of a request that came to nothing, makes room; one that waits for the ledger does not. */
async function whyKept(
  seen: SeenRecord,
  { readModel, scope: { province }, time }: RequestsGround,
): Promise<ErrorCode | undefined> {
  if (seen.state === 'ACTIVE') return undefined;
  const isOver = seen.group.startsWith(ASKED) && !(await isAsked(seen, { readModel, province, time }));
  return isOver ? undefined : 'TRANSFER_OPEN';
}
