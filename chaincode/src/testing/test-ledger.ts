// SPDX-License-Identifier: Apache-2.0
import {
  INSTRUCTION_TYPES,
  isInstructionType,
  type InstructionType,
  type PayloadOf,
} from '@unionid/domain/catalogue';
import { encodeUtf8 } from '@unionid/domain/encoding';
import { decodeError, type ErrorCode } from '@unionid/domain/errors';
import { formatId, randomBytesOf, type IdKind } from '@unionid/domain/ids';
import {
  contractFunctionOf,
  instructionArgument,
  instructionBytes,
  KERNEL_ERRORS,
  keyClaimBytes,
  keyIdOf,
  type Instruction,
  type KeyClaim,
} from '@unionid/domain/instruction';
import type { ChaincodeName, LedgerName } from '@unionid/domain/ledger';
import { newKeySigner, type Signer } from '@unionid/domain/signing';
import { sm3, toHex } from '@unionid/domain/sm';
import { InMemoryLedger, type InMemoryLedgerOptions } from './in-memory-ledger.js';
import { VALIDATION_CODE, type InMemoryBlock, type InMemoryCall } from './in-memory-transaction.js';
import type { Submitter } from './in-memory-stub.js';
import { endorseOnTwoPeers } from './two-peers.js';

/** A clock that stands still until it is turned. */
export interface TestClock {
  readonly now: () => number;
  readonly set: (time: number) => void;
  readonly advance: (milliseconds: number) => void;
}

/** A registered operator with its key. */
export interface TestOperator {
  readonly operatorId: string;
  readonly org: string;
  readonly mspId: string;
  readonly privateKey: string;
  readonly signer: Signer;
  readonly keyId: string;
}

/** A governing union: the national one, or a province's. */
export interface TestUnion {
  readonly code: string;
  readonly mspId: string;
  readonly name: string;
  readonly orgId: string;
  readonly root: TestOperator;
}

export interface InstructOptions {
  readonly by: TestOperator;
  readonly subjectVersion?: number;
  /** What the instruction says otherwise than it should. */
  readonly change?: Partial<Instruction>;
  /** Who signs in the place of `by`. */
  readonly signer?: Signer;
}

/** What a committed transaction answered. */
export interface Committed {
  readonly transactionId: string;
  readonly result: Record<string, unknown>;
  readonly block: InMemoryBlock;
}

/** A bootstrapped ledger with signers for every union. */
export interface TestLedger {
  readonly ledger: InMemoryLedger;
  readonly name: LedgerName;
  readonly clock: TestClock;
  readonly national: TestUnion;
  /** By union node code: 11 北京, 34 安徽, 37 山东, 51 四川. */
  readonly provinces: Readonly<Record<'11' | '34' | '37' | '51', TestUnion>>;
  /** A well-formed identifier, another one at each call, the same ones in each run. */
  readonly newId: (kind: IdKind) => string;
  /** An operator with a key of its own, not yet on the ledger. */
  readonly newOperator: (union: Pick<TestUnion, 'mspId'>, org: string) => TestOperator;
  /** The same ledger, signers and identifiers once more, at the same time: what either does is not seen by the other. */
  fork(): TestLedger;
  /** Proof of possession of a key. */
  prove(claim: Omit<KeyClaim, 'publicKey'>, signer: Signer): Promise<string>;
  /** The signed instruction as a transaction's argument. */
  instruct<T extends InstructionType>(
    type: T,
    payload: PayloadOf<T>,
    options: InstructOptions,
  ): Promise<string>;
  /** Signs, endorses and commits in a block of its own. @throws DomainError of the contract */
  submit<T extends InstructionType>(
    type: T,
    payload: PayloadOf<T>,
    options: InstructOptions & { readonly submitter?: Submitter },
  ): Promise<Committed>;
  /** Endorses and commits any call. @throws DomainError of the contract */
  call(name: string, argument: string, submitter: Submitter, chaincode?: ChaincodeName): Promise<Committed>;
}

const HOUR_MS = 3_600_000;
/** 2026-03-02 10:00 in China. */
const START = Date.parse('2026-03-02T02:00:00.000Z');
const PROVINCES = [
  ['11', 'BeijingMSP', '北京市总工会'],
  ['34', 'AnhuiMSP', '安徽省总工会'],
  ['37', 'ShandongMSP', '山东省总工会'],
  ['51', 'SichuanMSP', '四川省总工会'],
] as const;

export function newTestClock(start = START): TestClock {
  let time = start;
  return {
    now: () => time,
    set: (value) => {
      time = value;
    },
    advance: (milliseconds) => {
      time += milliseconds;
    },
  };
}

/** A ledger with the national union and four provinces, each with its root operator. */
export async function bootstrapTestLedger(
  options: Pick<InMemoryLedgerOptions, 'name' | 'batched' | 'chaincodes'> & {
    readonly clock?: TestClock;
  } = {},
): Promise<TestLedger> {
  const { clock = newTestClock(), ...others } = options;
  const ledger = new InMemoryLedger({ ...others, now: clock.now });
  const test = newTestLedger(ledger, clock);
  await test.submit('governance.bootstrap', bootstrapPayload(test), {
    by: test.national.root,
    submitter: { mspId: test.national.mspId, admin: true },
  });
  for (const union of Object.values(test.provinces)) {
    await test.submit('governance.joinProvince', joinPayload(union), {
      by: union.root,
      submitter: { mspId: union.mspId, admin: true },
    });
  }
  return test;
}

/** Signers and identifiers for a ledger on which nothing stands yet. */
export function newTestLedger(ledger: InMemoryLedger, clock: TestClock): TestLedger {
  const makers = newMakers();
  const newUnion = (code: string, mspId: string, name: string): TestUnion => {
    const orgId = makers.newId('organisation');
    return { code, mspId, name, orgId, root: makers.newOperator({ mspId }, orgId) };
  };
  const national = newUnion('00', 'NationalMSP', '中华全国总工会');
  const provinces = Object.fromEntries(
    PROVINCES.map(([code, mspId, title]) => [code, newUnion(code, mspId, title)]),
  ) as TestLedger['provinces'];
  return onLedger({ ledger, clock, makers, national, provinces });
}

/** What makes identifiers and keys, one after the other. */
interface Makers extends Pick<TestLedger, 'newId' | 'newOperator'> {
  /** Others that go on where these are. */
  readonly fork: () => Makers;
}

function newMakers(begin = 0): Makers {
  const ids = { next: begin };
  const newId = (kind: IdKind): string => formatId(kind, drawBytes(`id ${(ids.next += 1)}`, kind));
  const newOperator = ({ mspId }: Pick<TestUnion, 'mspId'>, org: string): TestOperator => {
    const operatorId = newId('operator');
    const privateKey = toHex(sm3(encodeUtf8(`key of ${operatorId}`)));
    const signer = newKeySigner(privateKey);
    return { operatorId, org, mspId, privateKey, signer, keyId: keyIdOf(signer.publicKey) };
  };
  return { newId, newOperator, fork: () => newMakers(ids.next) };
}

function onLedger({
  makers,
  ...parts
}: Pick<TestLedger, 'ledger' | 'clock' | 'national' | 'provinces'> & {
  readonly makers: Makers;
}): TestLedger {
  const { ledger } = parts;
  const { name } = ledger;
  const { newId, newOperator } = makers;
  const test: TestLedger = {
    ...{ ...parts, name, newId, newOperator },
    fork: () => {
      const clock = newTestClock(parts.clock.now());
      return onLedger({ ...parts, clock, ledger: ledger.fork(clock.now), makers: makers.fork() });
    },
    prove: (claim, signer) => signer.sign(keyClaimBytes(name, { ...claim, publicKey: signer.publicKey })),
    instruct: async (type, payload, options) => {
      const instruction = newInstruction(test, { type, payload, options });
      const signature = await (options.signer ?? options.by.signer).sign(instructionBytes(instruction));
      return instructionArgument({ instruction, signature });
    },
    submit: async (type, payload, { submitter, ...options }) => {
      const argument = await test.instruct(type, payload, options);
      return test.call(
        contractFunctionOf(type),
        argument,
        submitter ?? { mspId: options.by.mspId },
        chaincodeOf(type),
      );
    },
    call: (called, argument, submitter, chaincode = 'identity') =>
      callLedger(ledger, { chaincode, function: called, argument, submitter }),
  };
  return test;
}

/** The bootstrap's payload for the unions of a test ledger. */
export function bootstrapPayload({ national, provinces }: TestLedger): PayloadOf<'governance.bootstrap'> {
  return {
    mspId: national.mspId,
    ...unionPayload(national),
    provinces: Object.values(provinces).map(({ code, mspId, name }) => ({ code, mspId, name })),
  };
}

/** A province's joining. */
export function joinPayload(union: TestUnion): PayloadOf<'governance.joinProvince'> {
  return { province: union.code, ...unionPayload(union) };
}

function unionPayload({
  orgId,
  name,
  root,
}: TestUnion): Pick<PayloadOf<'governance.joinProvince'>, 'organisation' | 'root'> {
  return {
    organisation: { orgId, name, creditCode: '' },
    root: { operatorId: root.operatorId, publicKey: root.signer.publicKey },
  };
}

function newInstruction<T extends InstructionType>(
  { name, clock, newId }: TestLedger,
  { type, payload, options }: { type: T; payload: PayloadOf<T>; options: InstructOptions },
): Instruction {
  const { by, subjectVersion = 0, change } = options;
  return {
    ...{
      v: 1,
      ...name,
      chaincode: chaincodeOf(type),
      type,
      payload,
      subjectVersion,
      actor: by.operatorId,
      actorKeyId: by.keyId,
    },
    instructionId: newId('instruction'),
    issuedAt: new Date(clock.now()).toISOString(),
    expiresAt: new Date(clock.now() + HOUR_MS).toISOString(),
    ...change,
  };
}

async function callLedger(ledger: InMemoryLedger, call: InMemoryCall): Promise<Committed> {
  const endorsed = await endorseOnTwoPeers(ledger, call).catch((error: unknown) => {
    const refusal = error instanceof Error ? decodeError(error.message) : undefined;
    if (refusal !== undefined) assertDeclared(call, refusal.code);
    throw refusal ?? error;
  });
  const block = ledger.commit([endorsed]);
  const { code } = block.transactions[0] ?? { code: -1 };
  if (code !== VALIDATION_CODE.VALID) throw new RangeError(`validation code ${code}`);
  const { transactionId, result } = endorsed;
  return { transactionId, result: JSON.parse(result) as Record<string, unknown>, block };
}

/** Clients and documents tell the refusals that a type declares: one that it does not is a fault of the definition. */
function assertDeclared({ function: name }: InMemoryCall, code: ErrorCode): void {
  const type = name.replace(':', '.');
  // Whatever the decision that is confirmed can be refused for.
  if (!isInstructionType(type) || type === 'decision.confirm') return;
  const declared: readonly ErrorCode[] = [...KERNEL_ERRORS, ...INSTRUCTION_TYPES[type].errors];
  if (!declared.includes(code)) throw new Error(`${type} does not declare ${code}`);
}

/** The chaincode that a test sends this type to. */
function chaincodeOf(type: InstructionType): ChaincodeName {
  const { chaincode } = INSTRUCTION_TYPES[type];
  return chaincode === 'each' ? 'identity' : chaincode;
}

function drawBytes(label: string, kind: IdKind): Uint8Array {
  return sm3(encodeUtf8(label)).subarray(0, randomBytesOf(kind));
}
