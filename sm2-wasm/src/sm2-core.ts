// SPDX-License-Identifier: Apache-2.0
import { SM2_MODULE } from './sm2-module.js';

/** What GB/T 32918.2 7.1 leaves to the curve, as 64 hex digits each: is the x of sG + tP one of the two? */
export interface CurveQuestion {
  readonly s: string;
  readonly t: string;
  readonly x: string;
  /** x + n, where that is below p too. */
  readonly otherX: string | undefined;
}

/** The exports of assembly/sm2.ts; a bool is a number here. */
interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  scalarsAddress(): number;
  publicKeyAddress(): number;
  freeAddress(): number;
  baseTableBytes(): number;
  keyTableBytes(): number;
  scratchBytes(): number;
  buildBaseTable(table: number, scratch: number): void;
  buildKeyTable(table: number, scratch: number): number;
  verifyByTable(baseTable: number, keyTable: number, hasOtherX: number): number;
  verifyByKey(baseTable: number, hasOtherX: number): number;
}

// Neither the language's library nor Node's types declare it.
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

const PAGE_BYTES = 65_536;

/** The compiled module with room for a fixed number of keys' tables. Everything it sees has passed the gate. */
export class Sm2Core {
  readonly #exports: Exports;
  readonly #scalars: Buffer;
  readonly #publicKey: Buffer;
  readonly #baseTable: number;
  readonly #scratch: number;
  readonly #firstTable: number;

  /** The memory is taken here and never grows: a verification cannot run out of it. */
  constructor(tables: number) {
    const module = new WebAssembly.Module(Buffer.from(SM2_MODULE, 'base64'));
    const core = new WebAssembly.Instance(module).exports as Exports;
    this.#exports = core;
    this.#baseTable = core.freeAddress();
    this.#scratch = this.#baseTable + core.baseTableBytes();
    this.#firstTable = this.#scratch + core.scratchBytes();
    const end = this.#firstTable + tables * core.keyTableBytes();
    core.memory.grow(Math.ceil((end - core.memory.buffer.byteLength) / PAGE_BYTES));
    this.#scalars = Buffer.from(core.memory.buffer, core.scalarsAddress(), 128);
    this.#publicKey = Buffer.from(core.memory.buffer, core.publicKeyAddress(), 64);
    core.buildBaseTable(this.#baseTable, this.#scratch);
  }

  /** Fills a table, 0 ≤ table < tables, from the 65 bytes of a public key: the work of a dozen verifications. */
  buildTable(table: number, publicKey: Uint8Array): void {
    this.#writePublicKey(publicKey);
    if (this.#exports.buildKeyTable(this.#addressOf(table), this.#scratch) !== 1)
      throw new Error('a public key off the curve has passed the gate');
  }

  /** By the table of the key. */
  verifyByTable(question: CurveQuestion, table: number): boolean {
    const hasOtherX = this.#writeQuestion(question);
    return this.#exports.verifyByTable(this.#baseTable, this.#addressOf(table), hasOtherX) === 1;
  }

  /** By the 65 bytes of the key alone. */
  verifyByKey(question: CurveQuestion, publicKey: Uint8Array): boolean {
    this.#writePublicKey(publicKey);
    const hasOtherX = this.#writeQuestion(question);
    return this.#exports.verifyByKey(this.#baseTable, hasOtherX) === 1;
  }

  #addressOf(table: number): number {
    return this.#firstTable + table * this.#exports.keyTableBytes();
  }

  #writePublicKey(publicKey: Uint8Array): void {
    this.#publicKey.set(publicKey.subarray(1));
  }

  #writeQuestion({ s, t, x, otherX }: CurveQuestion): 0 | 1 {
    this.#scalars.write(s + t + x + (otherX ?? ''), 'hex');
    return otherX === undefined ? 0 : 1;
  }
}
