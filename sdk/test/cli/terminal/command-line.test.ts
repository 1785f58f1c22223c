// SPDX-License-Identifier: Apache-2.0
import { execFileSync } from 'node:child_process';
import { expect } from 'chai';
import * as fc from 'fast-check';
import { networkView } from '@unionid/domain/api';
import { commandLine } from '#src/cli/terminal/command-line.js';

const HOSTILE = ['x; echo y', '$(id)', '`id`', "'; id; '", 'a b', '*', '~', '', '-n', '<f', '\\', '"'];

describe('a command to be typed again', () => {
  it('is the same words to a shell, whoever has told them', () => {
    const word = fc.oneof(
      fc.constantFrom(...HOSTILE),
      fc.string({ unit: fc.constantFrom(...Array.from(`a'"\\$;& *`)) }),
    );
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => {
        const printed = execFileSync('/bin/sh', ['-c', commandLine('printf', '%s\\n', 'x', ...words)]);
        expect(printed.toString()).to.equal(['x', ...words, ''].join('\n'));
      }),
      { numRuns: 30 },
    );
    expect(commandLine('unionid', 'transfers', 'agree', '--org', 'O1')).to.equal(
      'unionid transfers agree --org O1',
    );
  });

  it('names no network, channel or chaincode that is more than a name', () => {
    const { network, channel, chaincode } = networkView.shape;
    for (const name of HOSTILE)
      for (const field of [network, channel, chaincode])
        expect(field.safeParse(name).success, name).to.equal(false);
    for (const name of ['unionid-f9cce8a789b6', 'union-main', 'identity'])
      expect(network.safeParse(name).success).to.equal(true);
  });
});
