// SPDX-License-Identifier: Apache-2.0
// Removes the containers of a run folder when its owner has ended: `node end-with-caller.js RUN_FOLDER PROJECT`.
import { NodeFiles } from '../launch/node-files.js';
import { isSameProcess } from '../base/process-identity.js';
import { Engine } from './engine.js';

const PASS_MS = 500;

const [runDir, project] = process.argv.slice(2);
if (runDir === undefined || project === undefined)
  throw new TypeError('usage: end-with-caller RUN_FOLDER PROJECT');
const owner = new NodeFiles(runDir).owner;

const timer = setInterval(() => {
  if (owner !== undefined && isSameProcess(owner)) return;
  clearInterval(timer);
  void new Engine(runDir, project).down().finally(() => process.exit(0));
}, PASS_MS);
