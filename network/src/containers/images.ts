// SPDX-License-Identifier: Apache-2.0
import { type NodeKind } from '../launch/node-spec.js';

/** What containers of a network are made from. */
export interface ContainerImages {
  /** Image reference by kind of node; null where this network has no such node. */
  readonly names: Readonly<Record<NodeKind, string | null>>;
  /** Image of Prometheus; null where it cannot be had. */
  readonly prometheus: string | null;
  /** Folder of the external builder inside the peer's image; absent where the image has a shell to run the peer's own. */
  readonly builderDir?: string;
  /** What asks /healthz from inside an image of Fabric. */
  readonly healthProgram: 'healthcheck' | 'bash';
}
