// SPDX-License-Identifier: Apache-2.0
import { toBigInt } from '@unionid/domain/sm';
import { SM2_SIGN_MODULE } from './sm2-sign-module.js';

/** The exports of assembly/sign.ts; a bool is a number here. */
interface Exports {
  readonly memory: { readonly buffer: ArrayBuffer; grow(pages: number): number };
  secretAddress(): number;
  openAddress(): number;
  freeAddress(): number;
  baseTableBytes(): number;
  scratchBytes(): number;
  buildBaseTable(table: number, scratch: number): void;
  takeKey(): void;
  multiplyBase(table: number): number;
  finish(): number;
}

// Neither the language's library nor Node's types declare it.
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

const PAGE_BYTES = 65_536;

/**
 * The compiled module with the key it signs by, in a memory of its own. What is computed with d and k stays in there and
 * is wiped; the nonce is drawn straight into it.
 */
export class Sm2SignCore {
  readonly #exports: Exports;
  readonly #secret: Uint8Array;
  readonly #open: Buffer;
  readonly #table: number;

  constructor() {
    const module = new WebAssembly.Module(Buffer.from(SM2_SIGN_MODULE, 'base64'));
    const core = new WebAssembly.Instance(module).exports as Exports;
    this.#exports = core;
    this.#table = core.freeAddress();
    const scratch = this.#table + core.baseTableBytes();
    const end = scratch + core.scratchBytes();
    core.memory.grow(Math.ceil((end - core.memory.buffer.byteLength) / PAGE_BYTES));
    this.#secret = new Uint8Array(core.memory.buffer, core.secretAddress(), 32);
    this.#open = Buffer.from(core.memory.buffer, core.openAddress(), 32);
    core.buildBaseTable(this.#table, scratch);
  }

  /** Signs by this key from now on: 32 bytes that have passed the gate. */
  takeKey(privateKey: Uint8Array): void {
    this.#secret.set(privateKey);
    this.#exports.takeKey();
  }

  /** x₁ of kG, in [0, p], for the k that `draw` writes; undefined, and k forgotten, unless 0 < k < n. */
  multiplyBase(draw: (nonce: Uint8Array) => void): bigint | undefined {
    draw(this.#secret);
    return this.#exports.multiplyBase(this.#table) === 1 ? toBigInt(this.#open.toString('hex')) : undefined;
  }

  /** s of r and the k of `multiplyBase`, 64 hex digits; undefined where the standard asks for another k. Forgets k. */
  finish(r: string): string | undefined {
    this.#open.write(r, 'hex');
    return this.#exports.finish() === 1 ? this.#open.toString('hex') : undefined;
  }
}
