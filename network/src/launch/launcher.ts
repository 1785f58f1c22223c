// SPDX-License-Identifier: Apache-2.0
import { type NodeKind, type NodeSpec } from './node-spec.js';

/** Starts nodes and keeps them running. One implementation supervises processes; containers are another. */
export interface Launcher {
  /** Starts nodes, or restarts those whose specification changed; resolves when all are healthy. */
  start(specs: readonly NodeSpec[], options?: StartOptions): Promise<void>;
  /** Stops nodes by name and keeps them stopped; resolves when their processes are gone. */
  stop(names: readonly string[]): Promise<void>;
  /** Stops everything, the supervision included; answers the names of nodes that were running. */
  stopAll(): Promise<readonly string[]>;
  /** Every node ever started here, by name. */
  status(): Promise<readonly NodeStatus[]>;
  /** Whether something watches over the nodes and would bring one back after a crash. */
  isSupervising(): Promise<boolean>;
  /** Brings the log file of every node up to date, where it is not written as the node speaks. */
  refreshLogs(): Promise<void>;
}

export interface StartOptions {
  readonly timeoutMs?: number;
  readonly onHealthy?: (name: string) => void;
}

export interface NodeStatus {
  readonly name: string;
  readonly kind: NodeKind;
  /** 'restarting' is between a crash and the next attempt. */
  readonly state: 'running' | 'restarting' | 'stopped';
  readonly healthy: boolean;
  readonly pid: number | null;
  /** Where this machine reaches its ports; null while it has no address, or none that this machine reaches. */
  readonly address: string | null;
  /** Restarts after crashes since the node was last started on purpose. */
  readonly restarts: number;
  readonly ports: Readonly<Record<string, number>>;
  readonly logFile: string;
}
