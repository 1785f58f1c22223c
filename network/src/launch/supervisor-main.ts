// SPDX-License-Identifier: Apache-2.0
// The supervising process of one run folder: `node supervisor-main.js RUN_FOLDER`.
import { NodeFiles } from './node-files.js';
import { identifyProcess, isSameProcess } from '../base/process-identity.js';
import { Supervisor } from './supervisor.js';

const PASS_MS = 200;

const runDir = process.argv[2];
if (runDir === undefined) throw new TypeError('usage: supervisor-main RUN_FOLDER');
// Ledgers, keys and logs are for their owner only.
process.umask(0o077);

const files = new NodeFiles(runDir);
const self = identifyProcess(process.pid);
if (self === undefined || !files.claimSupervisor(self)) process.exit(3);

// Its end stops no node: who wants them stopped stops them by their records.
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => {
    files.clearSupervisor();
    process.exit(0);
  });
}
process.on('SIGHUP', () => undefined);

const supervisor = new Supervisor(files);
supervisor.reconcile();
setInterval(() => {
  // The run folder was deleted under it: there is nothing left to supervise.
  if (files.supervisor?.startedAt !== self.startedAt || files.supervisor.pid !== self.pid) process.exit(0);
  const isAbandoned = files.owner !== undefined && !isSameProcess(files.owner);
  if (isAbandoned) supervisor.orderStop();
  supervisor.reconcile();
  if (isAbandoned && supervisor.isIdle) {
    files.clearSupervisor();
    process.exit(0);
  }
}, PASS_MS);
