// SPDX-License-Identifier: Apache-2.0
import { isHeightAnswerSignedBy, signedHeightAnswer } from '@unionid/domain/answer';
import { DomainError } from '@unionid/domain/errors';
import type { Sm2Verifier } from '@unionid/domain/sm';
import type { Signer } from '@unionid/domain/signing';
import type { Logger } from 'pino';
import type { ChannelHeights } from '../health/channel-heights.js';
import { askGateway } from '../gateways/ask-gateway.js';
import type { BlockHeight, GovernanceQueries } from '../read-model/read-model.js';

export interface HeightWatchOptions {
  /** Base URL of the national gateway. */
  readonly url: string;
  readonly province: string;
  /** This gateway's answer key. */
  readonly signer: Signer;
  readonly verify: Sm2Verifier;
  readonly nationalMspId: string;
  readonly readModel: Pick<BlockHeight, 'height'> & Pick<GovernanceQueries, 'gatewayKey'>;
  readonly channel: Pick<ChannelHeights, 'tell'>;
  readonly log: Pick<Logger, 'debug'>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export const HEIGHT_PATH = '/v1/channel-heights';
const INTERVAL_MS = 15_000;
const TIMEOUT_MS = 5_000;

/** A province's gateway asks the national one, again and again, how far the channel is, and says how far it is itself. */
export class HeightWatch {
  readonly #options: HeightWatchOptions;
  #timer: NodeJS.Timeout | undefined;
  #asking: Promise<void> | undefined;

  constructor(options: HeightWatchOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#asking ??= this.#askQuietly().finally(() => (this.#asking = undefined));
    }, INTERVAL_MS).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#asking;
  }

  /** @throws Error where there is no answer; DomainError RESPONSE_INVALID, ANSWER_FOREIGN where it is not the national gateway's */
  async ask(): Promise<void> {
    const { readModel, channel, nationalMspId, verify } = this.#options;
    const content = { height: await readModel.height() };
    const question = { path: HEIGHT_PATH, content };
    const { body, digest } = await askGateway({ ...this.#options, timeoutMs: TIMEOUT_MS }, question);
    const parsed = signedHeightAnswer.safeParse(body);
    if (!parsed.success) throw new DomainError('RESPONSE_INVALID');
    const { answer } = parsed.data;
    const key = await readModel.gatewayKey(nationalMspId, answer.keyId);
    const isSigned = key?.state === 'ACTIVE' && isHeightAnswerSignedBy(parsed.data, key.publicKey, verify);
    if (!isSigned || answer.requestDigest !== digest) throw new DomainError('ANSWER_FOREIGN');
    channel.tell(nationalMspId, answer.height);
  }

  // The national gateway is often away for a while; what that means is judged by what was heard before, and by the clock.
  async #askQuietly(): Promise<void> {
    await this.ask().catch((error: unknown) => {
      this.#options.log.debug({ err: error }, 'the height of the channel was not told');
    });
  }
}
