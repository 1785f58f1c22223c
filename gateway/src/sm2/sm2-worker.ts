// SPDX-License-Identifier: Apache-2.0
// A thread of the pool (sm2-pool.ts). It has the key from its parent's memory, never from a file or the environment.
import { parentPort, workerData } from 'node:worker_threads';
import { newKeySigner } from '@unionid/domain/signing';
import type { Sm2Task, Sm2TaskResult } from './sm2-task.js';

const { privateKey } = workerData as { readonly privateKey: string };
const signer = newKeySigner(privateKey);

parentPort?.on('message', ({ id, message }: Sm2Task) => {
  void signer.sign(message).then((signature) => {
    parentPort?.postMessage({ id, signature } satisfies Sm2TaskResult);
  });
});
