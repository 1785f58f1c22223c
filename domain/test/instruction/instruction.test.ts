// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import {
  INSTRUCTION_TYPES,
  isInstructionType,
  parseSignedInstruction,
  toSignedInstruction,
} from '#src/catalogue/index.js';
import { canonicalJson } from '#src/encoding/index.js';
import {
  instructionArgument,
  isSignedBy,
  keyIdOf,
  MAX_ARGUMENT_LENGTH,
  parseArgument,
} from '#src/instruction/index.js';
import { sm3Hex } from '#src/sm/index.js';
import { newSm2KeyPair } from '#src/signing.js';
import { expectCode } from '../support/expect-code.js';
import { idOf, KEYS, newSignedInstruction, TYPES } from '../support/instructions.js';

const signed = newSignedInstruction('person.enrol');

describe('signed instruction', () => {
  it('has a sample of every type here', () => {
    expect([...TYPES].sort()).to.deep.equal(Object.keys(INSTRUCTION_TYPES).sort());
  });

  for (const type of TYPES) {
    it(`of type ${type} is read back as it was signed`, () => {
      const original = newSignedInstruction(type);
      const parsed = parseSignedInstruction(instructionArgument(original));
      expect(parsed).to.deep.equal(original);
      expect(instructionArgument(parsed)).to.equal(instructionArgument(original));
      expect(isSignedBy(parsed, KEYS.publicKey)).to.equal(true);
      expect(isSignedBy(parsed, newSm2KeyPair().publicKey)).to.equal(false);
    });

    it(`of type ${type} refuses one more payload field and one less`, () => {
      const { instruction, signature } = newSignedInstruction(type);
      const whole = instruction.payload as Record<string, unknown>;
      const [first = '', ...others] = Object.keys(whole);
      const { [first]: dropped, ...less } = whole;
      expect(dropped, first).to.not.equal(undefined);
      expect(others.length + 1).to.equal(Object.keys(whole).length);
      for (const payload of [{ ...whole, more: 1 }, less, [], null, 'x']) {
        const argument = canonicalJson({ instruction: { ...instruction, payload }, signature });
        expectCode(() => parseSignedInstruction(argument), 'INVALID_REQUEST');
      }
    });
  }

  const HEADER_FAULTS: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
    ['another version', { v: 2 }],
    ['an empty network', { network: '' }],
    ['a long network', { network: 'x'.repeat(65) }],
    ['an empty channel', { channel: '' }],
    ['an empty chaincode', { chaincode: '' }],
    ['a type that is not text', { type: 1 }],
    ['a negative subjectVersion', { subjectVersion: -1 }],
    ['a text subjectVersion', { subjectVersion: '0' }],
    ['an actor that is no operator id', { actor: idOf('organisation') }],
    ['an actor with a wrong check character', { actor: idOf('operator').slice(0, -1) + '!' }],
    ['an upper-case key id', { actorKeyId: 'A'.repeat(16) }],
    ['a short key id', { actorKeyId: 'a'.repeat(15) }],
    ['an instruction id of another kind', { instructionId: idOf('manifest') }],
    ['a time without milliseconds', { issuedAt: '2026-01-31T08:00:00Z' }],
    ['a time with an offset', { issuedAt: '2026-01-31T08:00:00.000+08:00' }],
    ['30 February', { expiresAt: '2026-02-30T08:00:00.000Z' }],
    ['a field too many', { more: 1 }],
  ];
  for (const [what, fault] of HEADER_FAULTS) {
    it(`refuses ${what}`, () => {
      const argument = canonicalJson({ ...signed, instruction: { ...signed.instruction, ...fault } });
      const { details } = expectCode(() => parseSignedInstruction(argument), 'INVALID_REQUEST');
      expect(details.fields).to.have.length.greaterThan(0);
    });
  }

  for (const name of Object.keys(signed.instruction)) {
    it(`refuses an instruction without ${name}`, () => {
      const { [name]: dropped, ...less } = signed.instruction as unknown as Record<string, unknown>;
      expect(dropped).to.not.equal(undefined);
      expectCode(() => toSignedInstruction({ ...signed, instruction: less }), 'INVALID_REQUEST');
    });
  }

  for (const signature of ['', 'f'.repeat(127), 'F'.repeat(128), `${'f'.repeat(128)}0`, 7, undefined]) {
    it(`refuses the signature ${String(signature).slice(0, 12)}`, () => {
      expectCode(() => toSignedInstruction({ ...signed, signature }), 'INVALID_REQUEST');
    });
  }

  it('refuses a field beside instruction and signature', () => {
    expectCode(() => toSignedInstruction({ ...signed, more: 1 }), 'INVALID_REQUEST');
    expectCode(
      () => parseSignedInstruction(canonicalJson(signed).replace(/}$/, ',"z":0}')),
      'INVALID_REQUEST',
    );
  });

  for (const type of ['person.delete', '', 'toString', '__proto__', 'Person.enrol']) {
    it(`refuses the type "${type}"`, () => {
      expect(isInstructionType(type)).to.equal(false);
      const unknown = { ...signed, instruction: { ...signed.instruction, type } };
      expectCode(() => parseSignedInstruction(canonicalJson(unknown)), 'UNKNOWN_INSTRUCTION');
    });
  }

  it('refuses any other spelling of the same content', () => {
    const argument = instructionArgument(signed);
    for (const other of [` ${argument}`, `${argument}\n`, JSON.stringify(signed, null, 1), '{', '']) {
      expectCode(() => parseSignedInstruction(other), 'NOT_CANONICAL');
    }
    expectCode(() => parseSignedInstruction('[]'), 'INVALID_REQUEST');
  });

  it('refuses a hidden __proto__ in header and payload', () => {
    const argument = instructionArgument(signed);
    for (const where of ['"instruction":{', '"payload":{']) {
      const hidden = argument.replace(where, `${where}"__proto__":{"v":1},`);
      expectCode(() => parseSignedInstruction(hidden), 'INVALID_REQUEST');
    }
  });

  it('is bounded in size before it is parsed', () => {
    const longest = `"${'x'.repeat(MAX_ARGUMENT_LENGTH - 2)}"`;
    expect(parseArgument(longest)).to.have.length(MAX_ARGUMENT_LENGTH - 2);
    expectCode(() => parseArgument(`${longest} `), 'TOO_LARGE');
  });

  it('does not verify once any character of the content has changed', () => {
    const argument = instructionArgument(signed);
    fc.assert(
      fc.property(fc.nat(argument.length - 1), fc.constantFrom('0', 'A', 'b', '}'), (at, character) => {
        if (argument[at] === character) return;
        const tampered = argument.slice(0, at) + character + argument.slice(at + 1);
        expect(isAccepted(tampered)).to.equal(false);
      }),
    );
  });

  it('names a key by the first 8 bytes of SM3 of its 65 bytes', () => {
    expect(keyIdOf(KEYS.publicKey)).to.equal(sm3Hex(Buffer.from(KEYS.publicKey, 'hex')).slice(0, 16));
    // The key of GB/T 32918.5 A.2; SM3 by OpenSSL.
    expect(
      keyIdOf(
        '0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13',
      ),
    ).to.equal('e6a4f9765fca89e8');
  });
});

// Parsed as an instruction and signed by our key: what a contract would go on with.
function isAccepted(argument: string): boolean {
  try {
    return isSignedBy(parseSignedInstruction(argument), KEYS.publicKey);
  } catch {
    return false;
  }
}
