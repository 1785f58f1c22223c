// SPDX-License-Identifier: Apache-2.0

export type NodeKind = 'orderer' | 'peer' | 'chaincode' | 'gateway' | 'service';

/** What to run, said without saying how: a process supervisor or a container engine can start it. */
export interface NodeSpec {
  /** Unique in its network: letters, digits, dots, hyphens and underscores. */
  readonly name: string;
  readonly kind: NodeKind;
  readonly command: string;
  readonly args: readonly string[];
  /** The whole environment of the node, beside PATH, HOME and TMPDIR. */
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** The ports it listens on, by purpose. */
  readonly ports: Readonly<Record<string, number>>;
  readonly logFile: string;
  /** All must pass. */
  readonly health: readonly HealthCheck[];
  /** How long it may take to stop by itself before it is killed; 10 s when absent. */
  readonly stopGraceMs?: number;
}

/** An HTTP answer of 200, or a port that accepts connections, on the loopback address. */
export type HealthCheck =
  { readonly kind: 'http'; readonly url: string } | { readonly kind: 'tcp'; readonly port: number };
