// SPDX-License-Identifier: Apache-2.0
import { type HealthCheck, type NodeSpec } from '../launch/node-spec.js';

const FROM_NODE_HTTP =
  'fetch(process.argv[1]).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))';
const FROM_NODE_TCP =
  "require('node:net').connect(Number(process.argv[1]), '127.0.0.1').once('connect', () => process.exit(0)).once('error', () => process.exit(1))";

/** The engine's own health check: one command with what the image of the node has. */
export function healthCheckOf({ kind, health, ports }: NodeSpec): readonly string[] {
  switch (kind) {
    case 'database':
      return ['CMD', 'pg_isready', '-q', '-h', '127.0.0.1', '-p', String(ports.listen)];
    case 'chaincode':
    case 'gateway':
      return ['CMD', 'node', '-e', ...fromNode(health)];
    case 'orderer':
    case 'peer':
      // The little program that our images of Fabric add (images/fabricaux).
      return ['CMD', 'healthcheck', ...health.flatMap((check) => (check.kind === 'http' ? [check.url] : []))];
  }
}

function fromNode([check]: readonly HealthCheck[]): readonly string[] {
  if (check === undefined) throw new RangeError('a node has a health check');
  return check.kind === 'http' ? [FROM_NODE_HTTP, check.url] : [FROM_NODE_TCP, String(check.port)];
}
