// SPDX-License-Identifier: Apache-2.0
import { isDeepStrictEqual } from 'node:util';
import type { PrepareRequest } from '@unionid/domain/api';
import { DomainError } from '@unionid/domain/errors';
import { STATED_LEVEL, statedByDecision } from '@unionid/domain/forms';
import type { PersonTags } from '@unionid/domain/privacy';
import type { AccountInstruction } from './preparations.js';

/** All that an instruction on a preparation says. */
export function promiseOf(
  request: PrepareRequest,
  { identityId, root }: { readonly identityId: string; readonly root: string },
  tag: PersonTags,
): Readonly<Record<string, unknown>> {
  const { type, org } = request;
  const parts = { ...tag, type, identityId, root };
  switch (request.type) {
    case 'person.enrol':
      return { ...parts, org, ...statedByDecision(request.decision) };
    case 'person.openAccount':
      return { ...parts, org, level: STATED_LEVEL, on: request.on };
    case 'claim.open':
      return { ...parts, org, level: STATED_LEVEL, kind: request.kind, evidence: request.evidence };
    case 'transfer.request':
      return { ...parts, to: org, evidence: request.evidence, employer: request.employer };
  }
}

/**
 * A release code is used in the client's hands: no gateway has it to promise anything of. A slot is the contract's to give, and the
 * contract finds the account itself to which a number leads.
 */
const NOT_PROMISED = ['code', 'slot', 'claimed'];

/** @throws DomainError PREPARATION_DIFFERS: names of fields, never their values; also for one that was not promised */
export function assertPromised({ type, payload }: AccountInstruction, promised: string | null): void {
  const said: Readonly<Record<string, unknown>> = { ...payload, type };
  const wanted = JSON.parse(promised ?? '{}') as Readonly<Record<string, unknown>>;
  const names = Object.keys({ ...said, ...wanted }).filter((name) => !NOT_PROMISED.includes(name));
  const fields = names.filter((name) => !isDeepStrictEqual(said[name], wanted[name]));
  if (fields.length > 0) throw new DomainError('PREPARATION_DIFFERS', { fields });
}
