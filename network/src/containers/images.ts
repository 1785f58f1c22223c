// SPDX-License-Identifier: Apache-2.0
import { type NodeKind } from '../launch/node-spec.js';

/** What containers of a network are made from. */
export interface ContainerImages {
  /** Image reference by kind of node; null where this network has no such node. */
  readonly names: Readonly<Record<NodeKind, string | null>>;
  /** Image of Prometheus; null where it cannot be had. */
  readonly prometheus: string | null;
  /** Where they come from, for people. */
  readonly source: string;
}

/** The external builder in every image of a peer: such an image need not have the shell that a peer's own wants. */
export const IMAGE_BUILDER_DIR = '/opt/unionid/builder';
