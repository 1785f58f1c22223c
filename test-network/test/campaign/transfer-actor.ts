// SPDX-License-Identifier: Apache-2.0
import type { PersonInput } from '@unionid/domain/api';
import type { InstructionType, PayloadOf } from '@unionid/domain/catalogue';
import { toBase64url } from '@unionid/domain/encoding';
import type { SignedInstruction } from '@unionid/domain/instruction';
import { randomBytes } from '@unionid/domain/signing';
import type { Action } from '@unionid/chaincode/testing';
import { ApiError, newInstruction, releaseCodeKey, signInstruction } from '@unionid/sdk';
import {
  codeOf,
  prepareTransferParts,
  signTransferRequest,
  submitPatiently,
  type GovernorClient,
  type TestNetwork,
} from '@unionid/test-network';

const EVIDENCE = 'A'.repeat(43);

export interface CampaignMember {
  readonly identityId: string;
  readonly person: PersonInput;
}

/** One side, by its own gateway: its union, or '' for the national one, which takes nobody. */
export interface Side {
  readonly governor: GovernorClient;
  readonly union: string;
}

/** What somebody tried at the gateway of its side, and what came of it in the end. */
export interface Attempt {
  readonly who: number;
  readonly action: Action;
  /** COMMITTED, or the code that it was refused with. */
  readonly outcome: string;
  /** '' where nothing came to be signed. */
  readonly instructionId: string;
  /** Milliseconds since 1970 between which it happened. */
  readonly began: number;
  readonly ended: number;
}

/** Tries a step as a cadre's client does, and goes on asking until it is known what came of it. */
export class TransferActor {
  readonly #test: Pick<TestNetwork, 'ledger'>;
  readonly #side: Side;
  readonly #codes: readonly string[];

  constructor(test: Pick<TestNetwork, 'ledger'>, side: Side, codes: readonly string[]) {
    this.#test = test;
    this.#side = side;
    this.#codes = codes;
  }

  /** What the side is told that it may do; empty where it is told nothing. */
  async allowed({ identityId }: CampaignMember): Promise<readonly string[]> {
    try {
      const { actions } = await this.#side.governor.client.transfers.get(identityId);
      return actions.filter(({ allowed }) => allowed).map(({ action }) => action);
    } catch (error) {
      if (error instanceof ApiError) return [];
      throw error;
    }
  }

  async try(who: number, member: CampaignMember, action: Action): Promise<Attempt> {
    const began = Date.now();
    const signed = await this.#sign(member, action).catch(codeOf);
    const isSigned = typeof signed !== 'string';
    const outcome = isSigned ? await submitPatiently(this.#side.governor.client, signed) : signed;
    const instructionId = isSigned ? signed.instruction.instructionId : '';
    return { who, action, outcome, instructionId, began, ended: Date.now() };
  }

  async #sign(member: CampaignMember, action: Action): Promise<SignedInstruction> {
    if (action.is === 'request') return this.#request(member, action.code);
    const { identityId } = member;
    const view = await this.#side.governor.client.transfers.get(identityId).catch(unlessUnknown);
    const named = { identityId, place: view?.place ?? '' };
    const version = view?.version ?? 0;
    const payload = { ...named, ...this.#said(action) };
    return this.#instruct(`transfer.${action.is}`, payload, version);
  }

  /** What a step says beside whom it is about. */
  #said(action: Exclude<Action, { readonly is: 'request' }>): object {
    switch (action.is) {
      case 'release':
        return action.code === undefined ? {} : { codeKey: releaseCodeKey(this.#code(action.code)) };
      case 'object':
      case 'appeal':
        return { ground: action.ground, evidence: EVIDENCE };
      case 'decide':
        return { outcome: action.outcome, evidence: EVIDENCE };
      default:
        return {};
    }
  }

  async #request({ person }: CampaignMember, used: number | undefined): Promise<SignedInstruction> {
    // Another document each time: after a decision the same one is refused.
    const digest = toBase64url(randomBytes(32));
    const parts = await prepareTransferParts(this.#side, person, digest);
    const code = used === undefined ? {} : { code: this.#code(used) };
    return signTransferRequest(this.#test, this.#side, { person, parts, digest, ...code });
  }

  #instruct<T extends InstructionType>(
    type: T,
    payload: PayloadOf<T>,
    subjectVersion: number,
  ): Promise<SignedInstruction> {
    const { operator, signer } = this.#side.governor;
    const { ledger } = this.#test;
    const common = { ledger, actor: operator.operatorId, publicKey: signer.publicKey, subjectVersion };
    return signInstruction(newInstruction({ ...common, type, payload }), signer);
  }

  #code(at: number): string {
    const code = this.#codes[at];
    if (code === undefined) throw new RangeError('no such code');
    return code;
  }
}

/** Of somebody who never moved there is no transfer yet. */
function unlessUnknown(error: unknown): undefined {
  if (error instanceof ApiError && error.code === 'TRANSFER_UNKNOWN') return undefined;
  throw error;
}
