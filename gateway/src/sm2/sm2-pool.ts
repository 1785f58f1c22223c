// SPDX-License-Identifier: Apache-2.0
import { Worker } from 'node:worker_threads';
import { publicKeyOf } from '@unionid/domain/signing';
import { openRequestVerifier } from './request-verifier.js';
import type { Sm2Engine } from './sm2-engine.js';
import type { Sm2Task, Sm2TaskResult } from './sm2-task.js';

interface Waiting {
  readonly resolve: (signature: string) => void;
  readonly reject: (error: Error) => void;
}

/** A thread with the tasks it has not answered yet. */
interface Member {
  readonly worker: Worker;
  readonly waiting: Map<number, Waiting>;
}

/** Signing on threads beside the event loop; a message goes to the thread that has the fewest. */
export function newSm2Pool({
  privateKey,
  threads,
}: {
  readonly privateKey: string;
  readonly threads: number;
}): Sm2Engine {
  const pool = new Sm2Pool(privateKey, threads);
  return {
    signer: {
      publicKey: publicKeyOf(privateKey),
      sign: (message) => pool.sign(message),
    },
    verify: openRequestVerifier(),
    close: () => pool.close(),
  };
}

class Sm2Pool {
  readonly #privateKey: string;
  readonly #members: Member[];
  #nextId = 0;
  #closed = false;

  constructor(privateKey: string, threads: number) {
    this.#privateKey = privateKey;
    this.#members = Array.from({ length: threads }, () => this.#newMember());
  }

  sign(message: Uint8Array): Promise<string> {
    return new Promise((resolve, reject) => {
      const member = this.#members.reduce((least, next) =>
        next.waiting.size < least.waiting.size ? next : least,
      );
      this.#nextId += 1;
      member.waiting.set(this.#nextId, { resolve, reject });
      member.worker.postMessage({ id: this.#nextId, message } satisfies Sm2Task);
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all(this.#members.map(({ worker }) => worker.terminate()));
  }

  #newMember(): Member {
    const worker = new Worker(new URL('./sm2-worker.js', import.meta.url), {
      workerData: { privateKey: this.#privateKey },
    });
    const member: Member = { worker, waiting: new Map() };
    worker.on('message', ({ id, signature }: Sm2TaskResult) => {
      member.waiting.get(id)?.resolve(signature);
      member.waiting.delete(id);
    });
    worker.once('error', (error) => this.#replace(member, error));
    worker.once('exit', () => this.#replace(member, new Error('an SM2 thread ended')));
    worker.unref();
    return member;
  }

  /** A thread that died takes its tasks with it, never the pool. */
  #replace(member: Member, error: unknown): void {
    for (const { reject } of member.waiting.values())
      reject(error instanceof Error ? error : new Error('an SM2 thread failed'));
    member.waiting.clear();
    const place = this.#members.indexOf(member);
    if (!this.#closed && place >= 0) this.#members[place] = this.#newMember();
  }
}
