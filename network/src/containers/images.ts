// SPDX-License-Identifier: Apache-2.0
import { type NodeKind, type NodeSpec } from '../launch/node-spec.js';

/**
 * What nodes of one image have in common: their kind, and of chaincode servers the chaincode. Each chaincode has an
 * image of its own, so that a new version of one leaves the containers of the others as they are.
 */
export type NodeSoftware = Exclude<NodeKind, 'chaincode'> | `chaincode-${string}`;

/** What containers of a network are made from. */
export interface ContainerImages {
  /** Image reference by what nodes run; null where this network has no such node. */
  readonly names: Readonly<Record<NodeSoftware, string | null>>;
  /** Image of Prometheus; null where it cannot be had. */
  readonly prometheus: string | null;
  /** Where they come from, for people. */
  readonly source: string;
}

export function softwareOf({ name, kind, chaincode }: NodeSpec): NodeSoftware {
  if (kind !== 'chaincode') return kind;
  if (chaincode === undefined) throw new RangeError(`${name} runs no chaincode`);
  return `chaincode-${chaincode}`;
}

/** Variable of the .env file that can name another image for what nodes run. */
export function imageVariable(software: NodeSoftware): string {
  const program = software === 'orderer' || software === 'peer' ? `fabric-${software}` : software;
  return `${program.toUpperCase().replaceAll('-', '_')}_IMAGE`;
}

/** The external builder in every image of a peer: such an image need not have the shell that a peer's own wants. */
export const IMAGE_BUILDER_DIR = '/opt/unionid/builder';
