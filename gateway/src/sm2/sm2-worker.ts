// SPDX-License-Identifier: Apache-2.0
// A thread of the pool (sm2-pool.ts). It has the key from its parent's memory, never from a file or the environment.
import { parentPort, workerData } from 'node:worker_threads';
import { verifySm2 } from '@unionid/domain';
import { newKeySigner } from '@unionid/domain/signing';
import type { Sm2Task, Sm2TaskResult } from './sm2-task.js';

const { privateKey } = workerData as { readonly privateKey: string };
const signer = newKeySigner(privateKey);

parentPort?.on('message', (task: Sm2Task) => {
  void run(task).then((value) => parentPort?.postMessage({ id: task.id, value } satisfies Sm2TaskResult));
});

function run(task: Sm2Task): Promise<string | boolean> {
  return task.kind === 'sign' ? signer.sign(task.message) : Promise.resolve(verifySm2(task.verification));
}
