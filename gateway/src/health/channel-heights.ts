// SPDX-License-Identifier: Apache-2.0

/**
 * How far the channel is by the word of other organisations' gateways, each of which signed the height that it has. A gateway
 * whose own peer stands still learns by them that the channel goes on.
 */
export class ChannelHeights {
  readonly #heights = new Map<string, number>();
  readonly #quorum: number;
  readonly #heard: (mspId: string) => boolean;

  private constructor(quorum: number, heard: (mspId: string) => boolean) {
    this.#quorum = quorum;
    this.#heard = heard;
  }

  /** At a province: the national organisation's word alone counts, without which it can do nothing anyway. */
  static ofProvince(nationalMspId: string): ChannelHeights {
    return new ChannelHeights(1, (mspId) => mspId === nationalMspId);
  }

  /** At the national gateway, which hears every province: two must say so, and one that lies does not stop it. */
  static ofNation(): ChannelHeights {
    return new ChannelHeights(2, () => true);
  }

  /** Takes in what an organisation's gateway signed, where its word counts here; its newest does. */
  tell(mspId: string, height: number): void {
    if (this.#heard(mspId)) this.#heights.set(mspId, height);
  }

  /** The height that enough of them have; undefined while too few were heard. */
  height(): number | undefined {
    return [...this.#heights.values()].sort((a, b) => b - a)[this.#quorum - 1];
  }
}
