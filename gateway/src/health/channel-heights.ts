// SPDX-License-Identifier: Apache-2.0

/**
 * How far the channel is by the word of other organisations' gateways, each of which signed the height that it has. A gateway
 * whose own peer stands still learns by them that the channel goes on.
 */
export class ChannelHeights {
  readonly #heights = new Map<string, number>();
  readonly #quorum: number;

  /**
   * @param quorum how many must have signed as much before it counts: a province hears the national organisation alone, without
   * which it can do nothing anyway; the national gateway hears every province, and one that lies must not stop it.
   */
  constructor(quorum: number) {
    this.#quorum = quorum;
  }

  /** Takes in what an organisation's gateway signed; its newest word counts. */
  tell(mspId: string, height: number): void {
    this.#heights.set(mspId, height);
  }

  /** The height that enough of them have; undefined while too few were heard. */
  height(): number | undefined {
    return [...this.#heights.values()].sort((a, b) => b - a)[this.#quorum - 1];
  }
}
