// SPDX-License-Identifier: Apache-2.0
import { setTimeout as sleep } from 'node:timers/promises';
import type { InstructionStatus, PersonInput, TransferView } from '@unionid/domain/api';
import { newKeySigner, newSm2KeyPair } from '@unionid/domain/signing';
import { pollUntil } from '@unionid/network';
import { ApiError, newReleaseCode, releaseCodeKey } from '@unionid/sdk';
import type { Progress } from '../progress/progress.js';
import { prepareEnrolment, submitEnrolment } from '../setup/enrol.js';
import { hireCadre } from '../setup/hire-cadre.js';
import { decide, once } from '../setup/found-unions.js';
import type { TestNetwork } from '../setup/test-network.js';
import {
  foundReceivingUnion,
  prepareTransferParts,
  signTransferRequest,
  type Receiver,
} from '../setup/transfer-request.js';
import { newTourPersons } from './tour-persons.js';
import { ID_CARD } from './sample-person.js';

/** Two members who go to 安徽: one brings a release code, of the other the union of before never answers. */
const MOVERS = {
  code: {
    ...{ name: '接转示范甲', docType: ID_CARD, docNumber: '519999198909090032', mobile: '19900000003' },
    ...{ sex: '1', birthDate: '1989-09-09', householdType: '1' },
  },
  silence: {
    ...{ name: '接转示范乙', docType: ID_CARD, docNumber: '519999199009100041', mobile: '19900000004' },
    ...{ sex: '2', birthDate: '1990-09-10', householdType: '1' },
  },
} as const satisfies Record<string, PersonInput>;

/** Who is a member of 四川 until the deadline has passed. */
export const SILENT_MOVER: PersonInput = MOVERS.silence;

const UNION = '安徽示范接转厂工会委员会';

/** A transfer that somebody has begun, and until when the union of before may answer. */
export interface BegunTransfer {
  readonly receiver: Receiver;
  /** Undefined where an earlier tour has come this far already. */
  readonly transfer: TransferView | undefined;
}

/** Moves a member by release code, at once, and asks for another one. @param next what to do where a step fails */
export async function beginTransfers(
  test: TestNetwork,
  progress: Progress,
  next: string,
): Promise<BegunTransfer> {
  const receiver = await receivingUnion(test);
  await progress.step(
    {
      ...{ zh: '会籍接转：凭接转码，从四川到安徽', en: 'Transfer a member to Anhui by release code', next },
    },
    async (note) => {
      const transfer = await begin(test, receiver, { person: MOVERS.code, hasCode: true });
      if (transfer !== undefined) await complete(test, receiver, transfer);
      note('在籍不断 a member all the while');
    },
  );
  const transfer = await progress.step(
    {
      ...{
        zh: '会籍接转：申请，原工会不答复',
        en: 'Ask for another member, whose union will not answer',
        next,
      },
    },
    async (note) => {
      const begun = await begin(test, receiver, { person: MOVERS.silence, hasCode: false });
      note(begun === undefined ? '已接转 done before' : `期限 until ${begun.due}`);
      return begun;
    },
  );
  return { receiver, transfer };
}

/** Completes the other transfer once the deadline has passed. */
export async function endBySilence(
  test: TestNetwork,
  progress: Progress,
  { receiver, transfer, next }: BegunTransfer & { readonly next: string },
): Promise<void> {
  if (transfer === undefined) return;
  const [silent] = transfer.futures;
  await progress.step(
    {
      zh: '期限已过：安徽接收，不须四川答复',
      en: 'The deadline has passed: Anhui takes the member over',
      next,
    },
    async (note) => {
      const left = Date.parse(silent?.at ?? '') - Date.now();
      if (transfer.status === 'REQUESTED' && left > 0) await sleep(left + 1_000);
      await complete(test, receiver, transfer);
      note('测试网络以秒计工作日 working days are seconds on a test network');
    },
  );
}

async function receivingUnion(test: TestNetwork): Promise<Receiver> {
  const governor = test.clientOf('anhui');
  const { items } = await governor.client.organisations.list({ province: '34', name: UNION });
  const [known] = items;
  return known === undefined ? foundReceivingUnion(test, 'anhui', UNION) : { governor, union: known.orgId };
}

/** Enrols the person in 四川 and asks for it; undefined where it is a member of 安徽 already. */
async function begin(
  test: TestNetwork,
  receiver: Receiver,
  { person, hasCode }: { readonly person: PersonInput; readonly hasCode: boolean },
): Promise<TransferView | undefined> {
  const sichuan = test.clientOf('sichuan');
  const isHere = await once('MEMBER_EXISTS', async () => {
    await once('MEMBER_UNCHANGED', async () => {
      await submitEnrolment(await prepareEnrolment(sichuan, test.ledger, person));
    });
  });
  if (!isHere) return undefined;
  const parts = await prepareTransferParts(receiver, person);
  const { client } = receiver.governor;
  const known = await client.transfers.get(parts.identityId).catch(unlessUnknown);
  if (known?.status === 'REQUESTED' || known?.status === 'AGREED') return known;
  const code = hasCode ? await release(test, parts.identityId) : undefined;
  const { block } = await ask(test, receiver, { person, code });
  return client.transfers.get(parts.identityId, block === undefined ? {} : { minHeight: block + 1 });
}

/** Submits the request, once more where the receiving gateway has not read yet that the member was released. */
function ask(
  test: TestNetwork,
  receiver: Receiver,
  { person, code }: { readonly person: PersonInput; readonly code: string | undefined },
): Promise<InstructionStatus> {
  const { client } = receiver.governor;
  const submit = async (): Promise<InstructionStatus> => {
    const parts = await prepareTransferParts(receiver, person);
    const asked = await signTransferRequest(test, receiver, {
      person,
      parts,
      ...(code !== undefined && { code }),
    });
    return client.instructions.submit(asked, { waitSeconds: 30 });
  };
  return pollUntil(() => submit().catch(unlessStale), {
    ...{ what: 'the receiving province knowing of the release', timeoutMs: 30_000 },
  });
}

/** The code that a cadre of 四川 gives to the member: whoever gives one is known as a person (ADR 65). */
async function release(test: TestNetwork, identityId: string): Promise<string> {
  const [person] = newTourPersons(1);
  if (person === undefined) throw new RangeError('nobody');
  const { orgId: org } = test.clientOf('sichuan').operator;
  const cadre = { organization: 'sichuan', org, grants: ['member' as const], person };
  const sichuan = await hireCadre(test, cadre, newKeySigner(newSm2KeyPair().privateKey));
  const { place } = await sichuan.client.accounts.get(identityId);
  const before = await sichuan.client.transfers.get(identityId).catch(unlessUnknown);
  const code = newReleaseCode();
  const payload = { identityId, place, codeKey: releaseCodeKey(code) };
  await decide(sichuan, test.ledger, 'transfer.release', payload, before?.version ?? 0);
  return code;
}

async function complete(
  { ledger }: TestNetwork,
  { governor }: Receiver,
  { identityId, version, place }: TransferView,
): Promise<void> {
  await decide(governor, ledger, 'transfer.complete', { identityId, place }, version);
}

function unlessStale(error: unknown): undefined {
  if (error instanceof ApiError && error.code === 'STALE_SUBJECT') return undefined;
  throw error;
}

function unlessUnknown(error: unknown): undefined {
  if (error instanceof ApiError && error.code === 'TRANSFER_UNKNOWN') return undefined;
  throw error;
}
