// SPDX-License-Identifier: Apache-2.0

export type NodeKind = 'orderer' | 'peer' | 'chaincode' | 'gateway' | 'database';

/** What to run, said without saying how: a process supervisor or a container engine can start it. */
export interface NodeSpec {
  /** Unique in its network: letters, digits, dots, hyphens and underscores. */
  readonly name: string;
  readonly kind: NodeKind;
  /** The chaincode that a chaincode server runs; it says which image. */
  readonly chaincode?: string;
  /** Name by which other nodes reach it where each has an address of its own. */
  readonly host: string;
  readonly command: string;
  readonly args: readonly string[];
  /** The whole environment of the node, beside PATH, HOME and TMPDIR. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** Files and folders of the run folder that it needs; a container sees no others. */
  readonly files: readonly NodeFile[];
  /** The ports it listens on, by purpose. */
  readonly ports: Readonly<Record<string, number>>;
  readonly logFile: string;
  /** All must pass. */
  readonly health: readonly HealthCheck[];
  /** How long it may take to stop by itself before it is killed; 10 s when absent. */
  readonly stopGraceMs?: number;
}

export interface NodeFile {
  /** Absolute path on the host. */
  readonly path: string;
  /** What is 'kept' is a folder that the node writes to and finds again after a restart. */
  readonly access: 'read' | 'kept';
}

/** An HTTP answer of 200, or a port that accepts connections, on the loopback address. */
export type HealthCheck =
  { readonly kind: 'http'; readonly url: string } | { readonly kind: 'tcp'; readonly port: number };
